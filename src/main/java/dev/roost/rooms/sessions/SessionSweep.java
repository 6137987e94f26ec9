package dev.roost.rooms.sessions;

import dev.roost.rooms.database.OutageLog;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.slf4j.LoggerFactory;

/** Keeps a server's knowledge of sessions up to date, and removes old ones. */
final class SessionSweep extends VerticleBase {
  private static final long REMOVE_MILLIS = 10 * 60 * 1_000L;

  private final Sessions sessions;
  private final int checkSeconds;
  private final OutageLog outages =
      new OutageLog(
          LoggerFactory.getLogger(SessionSweep.class),
          "cannot check sessions against the database",
          "sign-outs on other servers may be missed until it answers",
          "sessions are checked against the database again");

  SessionSweep(Sessions sessions, int checkSeconds) {
    this.sessions = sessions;
    this.checkSeconds = checkSeconds;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(1_000L * checkSeconds, timer -> outages.watch(sessions.catchUp()));
    vertx.setPeriodic(REMOVE_MILLIS, timer -> outages.watch(sessions.removeOld()));
    return sessions.listen().compose(listening -> sessions.removeOld());
  }

  @Override
  public Future<?> stop() {
    outages.close();
    return Future.succeededFuture();
  }
}
