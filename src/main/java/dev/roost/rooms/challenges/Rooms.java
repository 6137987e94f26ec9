package dev.roost.rooms.challenges;

import dev.roost.endpoint.Endpoint;
import dev.roost.rooms.challenges.RoomEvents.ChallengeState;
import dev.roost.rooms.challenges.RoomEvents.ChosenLanguage;
import dev.roost.rooms.challenges.RoomEvents.WholeChallenge;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Changes challenges and tells everybody in their rooms, in one order for all. A room's events come
 * from one thread, as the order of broadcasts is kept for each sender only. Safe for any thread.
 */
public final class Rooms {
  /** A room's topic is this and the id of its challenge. */
  public static final String TOPIC_PREFIX = "challenges:";

  private final Endpoint endpoint;
  private final Challenges challenges;
  private final List<RoomLane> lanes;

  private Rooms(Endpoint endpoint, Challenges challenges, List<RoomLane> lanes) {
    this.endpoint = endpoint;
    this.challenges = challenges;
    this.lanes = lanes;
  }

  /**
   * Opens rooms for the challenges.
   *
   * @param endpoint where the events are broadcast
   * @param loops on how many event loops the rooms are spread
   */
  public static Future<Rooms> open(
      Vertx vertx, Endpoint endpoint, Challenges challenges, int loops) {
    List<RoomLane> lanes = Stream.generate(RoomLane::new).limit(loops).toList();
    return Future.all(
            lanes.stream()
                .map(lane -> vertx.deployVerticle(lane, new DeploymentOptions()))
                .toList())
        .map(deployed -> new Rooms(endpoint, challenges, lanes));
  }

  Future<Optional<Challenge>> find(long id) {
    return challenges.find(id);
  }

  /**
   * Tells a room that somebody came.
   *
   * @param seen what they were given. What was changed between that and their subscription has
   *     passed them by: then everybody gets the present state.
   */
  Future<Challenge> announceJoin(Challenge seen) {
    long id = seen.id();
    return lane(id)
        .inTurn(
            id,
            () -> challenges.find(id).map(found -> found.orElseThrow(() -> gone(id))),
            present -> {
              broadcast(id, RoomEvents.USER_JOINED, ChallengeState.of(present));
              if (!present.equals(seen)) {
                broadcast(id, RoomEvents.RESPONSE_UPDATED, new WholeChallenge(present));
              }
            });
  }

  Future<Challenge> updateResponse(long id, String response) {
    return lane(id)
        .inTurn(
            id,
            () -> challenges.updateResponse(id, response),
            changed -> broadcast(id, RoomEvents.RESPONSE_UPDATED, new WholeChallenge(changed)));
  }

  Future<Challenge> updateLanguage(long id, Language language) {
    return lane(id)
        .inTurn(
            id,
            () -> challenges.updateLanguage(id, language),
            changed ->
                broadcast(id, RoomEvents.LANGUAGE_UPDATED, new ChosenLanguage(changed.language())));
  }

  Future<Challenge> addMessage(long id, Author author, String content) {
    return lane(id)
        .inTurn(
            id,
            () -> challenges.addMessage(id, author, content),
            changed -> broadcast(id, RoomEvents.MESSAGE_CREATED, new WholeChallenge(changed)));
  }

  private RoomLane lane(long id) {
    return lanes.get(Math.floorMod(id, lanes.size()));
  }

  private void broadcast(long id, String event, Object payload) {
    endpoint.broadcast(TOPIC_PREFIX + id, event, payload);
  }

  private static NoSuchElementException gone(long id) {
    return new NoSuchElementException("no challenge " + id);
  }
}
