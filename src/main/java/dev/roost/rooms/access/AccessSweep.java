package dev.roost.rooms.access;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the changes of access whose events this server missed. */
final class AccessSweep extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(AccessSweep.class);

  private final RoomAccess access;
  private final int seconds;
  private boolean failing;
  private boolean stopped;

  AccessSweep(RoomAccess access, int seconds) {
    this.access = access;
    this.seconds = seconds;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(1_000L * seconds, timer -> watch(access.catchUp(seconds)));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Future.succeededFuture();
  }

  // Once for each time that the database is away.
  private void watch(Future<?> done) {
    done.onSuccess(
            ok -> {
              if (failing) {
                failing = false;
                log.info("access to rooms is checked against the database again");
              }
            })
        .onFailure(
            failure -> {
              if (!failing && !stopped) {
                failing = true;
                log.warn(
                    "cannot check access to rooms against the database: {};"
                        + " changes on other servers may be missed until it answers",
                    failure.toString());
              }
            });
  }
}
