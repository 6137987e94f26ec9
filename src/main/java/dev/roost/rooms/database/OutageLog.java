package dev.roost.rooms.database;

import io.vertx.core.Future;
import org.slf4j.Logger;

/**
 * Logs when repeated work against the database begins to fail, and when it works again: one line
 * each, however often it fails in between. For one event loop.
 */
public final class OutageLog {
  private final Logger log;
  private final String failing;
  private final String consequence;
  private final String working;
  private boolean isFailing;
  private boolean isClosed;

  /**
   * A log of work that has not failed yet.
   *
   * @param failing the event, such as {@code cannot check sessions against the database}
   * @param consequence of the failure, such as {@code sign-outs may be missed}
   * @param working the event that ends it
   */
  public OutageLog(Logger log, String failing, String consequence, String working) {
    this.log = log;
    this.failing = failing;
    this.consequence = consequence;
    this.working = working;
  }

  /** Logs what becomes of this work, if that is a change. */
  public void watch(Future<?> work) {
    work.onSuccess(done -> succeeded()).onFailure(this::failed);
  }

  /** Logs no failures from now on: the server stops, and its database with it. */
  public void close() {
    isClosed = true;
  }

  private void succeeded() {
    if (isFailing) {
      isFailing = false;
      log.info(working);
    }
  }

  private void failed(Throwable failure) {
    if (!isFailing && !isClosed) {
      isFailing = true;
      log.warn("{}: {}; {}", failing, failure.toString(), consequence);
    }
  }
}
