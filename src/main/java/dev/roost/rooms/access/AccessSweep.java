package dev.roost.rooms.access;

import dev.roost.rooms.database.OutageLog;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.slf4j.LoggerFactory;

/** Finds the changes of access whose events this server missed. */
final class AccessSweep extends VerticleBase {
  private final RoomAccess access;
  private final int seconds;
  private final OutageLog outages =
      new OutageLog(
          LoggerFactory.getLogger(AccessSweep.class),
          "cannot check access to rooms against the database",
          "changes on other servers may be missed until it answers",
          "access to rooms is checked against the database again");

  AccessSweep(RoomAccess access, int seconds) {
    this.access = access;
    this.seconds = seconds;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(1_000L * seconds, timer -> outages.watch(access.catchUp(seconds)));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    outages.close();
    return Future.succeededFuture();
  }
}
