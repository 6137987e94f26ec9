package dev.roost.rooms.lanes;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.Stream;

/** All lanes of a server, among which the rooms are spread. Safe for any thread. */
public final class Lanes {
  private final List<RoomLane> lanes;

  private Lanes(List<RoomLane> lanes) {
    this.lanes = lanes;
  }

  /**
   * Opens lanes.
   *
   * @param number on how many event loops
   */
  public static Future<Lanes> open(Vertx vertx, int number) {
    List<RoomLane> lanes = Stream.generate(RoomLane::new).limit(number).toList();
    return Future.all(
            lanes.stream()
                .map(lane -> vertx.deployVerticle(lane, new DeploymentOptions()))
                .toList())
        .map(deployed -> new Lanes(lanes));
  }

  /** The lane of a room, always the same. */
  public RoomLane of(String room) {
    return lanes.get(Math.floorMod(room.hashCode(), lanes.size()));
  }
}
