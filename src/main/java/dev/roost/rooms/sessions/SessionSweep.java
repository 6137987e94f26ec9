package dev.roost.rooms.sessions;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a server's knowledge of sessions up to date, and removes old ones. */
final class SessionSweep extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(SessionSweep.class);

  private static final long REMOVE_MILLIS = 10 * 60 * 1_000L;

  private final Sessions sessions;
  private final int checkSeconds;
  private boolean failing;
  private boolean stopped;

  SessionSweep(Sessions sessions, int checkSeconds) {
    this.sessions = sessions;
    this.checkSeconds = checkSeconds;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(1_000L * checkSeconds, timer -> watch(sessions.catchUp()));
    vertx.setPeriodic(REMOVE_MILLIS, timer -> watch(sessions.removeOld()));
    return sessions.listen().compose(listening -> sessions.removeOld());
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
                log.info("sessions are checked against the database again");
              }
            })
        .onFailure(
            failure -> {
              if (!failing && !stopped) {
                failing = true;
                log.warn(
                    "cannot check sessions against the database: {};"
                        + " sign-outs on other servers may be missed until it answers",
                    failure.toString());
              }
            });
  }
}
