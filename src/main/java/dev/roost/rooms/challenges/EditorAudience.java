package dev.roost.rooms.challenges;

import dev.roost.rooms.challenges.ChallengeEvents.CreatedMessage;
import dev.roost.rooms.challenges.ChallengeEvents.DocumentUpdates;
import dev.roost.serializer.Broadcast;
import io.vertx.core.Future;
import java.util.List;

/** A client that follows the changes. */
final class EditorAudience implements Audience {
  private final ChallengeRooms rooms;
  private final Client client;
  private final long id;
  private final long version;
  private final long lastMessageId;

  /**
   * An audience.
   *
   * @param given what its join was answered with
   */
  EditorAudience(ChallengeRooms rooms, Challenge given, Client client) {
    this.rooms = rooms;
    this.client = client;
    this.id = given.id();
    this.version = given.version();
    this.lastMessageId = given.chat().messages().lastId();
  }

  @Override
  public Future<?> catchUp(ChallengeState state) {
    Future<?> document =
        state.version() > version ? missedChanges(state.version()) : Future.succeededFuture();
    return state.lastMessageId() > lastMessageId
        ? document.compose(told -> missedMessages())
        : document;
  }

  private Future<?> missedChanges(long present) {
    return rooms
        .updates(id, version, present)
        .onSuccess(
            updates ->
                client.push(
                    ChallengeEvents.DOCUMENT_UPDATES,
                    updates
                        .map(missed -> new DocumentUpdates(version, missed))
                        // If they are gone, the client sees a gap and pulls.
                        .orElseGet(() -> new DocumentUpdates(present, List.of()))));
  }

  private Future<?> missedMessages() {
    return rooms
        .find(id)
        .onSuccess(
            found ->
                found.ifPresent(
                    present ->
                        present.chat().messages().messages().stream()
                            .filter(message -> message.id() > lastMessageId)
                            .forEach(
                                message ->
                                    client.push(
                                        ChallengeEvents.MESSAGE_CREATED,
                                        new CreatedMessage(message)))));
  }

  @Override
  public void handle(Broadcast broadcast) {
    client.push(broadcast.event(), broadcast.payload());
  }
}
