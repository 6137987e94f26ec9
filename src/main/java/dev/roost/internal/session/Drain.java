package dev.roost.internal.session;

import dev.roost.DrainOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends all sessions of a mount with close code 1012 in batches, so that their clients do not all
 * reconnect at once. Mirrors {@code Phoenix.Socket.PoolDrainer}, with two differences: it also
 * closes connections without a channel, and spreads those of a batch over the batch's interval,
 * since phoenix.js reconnects after ten milliseconds without a random part.
 */
public final class Drain {
  private static final Logger log = LoggerFactory.getLogger(Drain.class);

  private static final long STEP_MILLIS = 20;

  private final Vertx vertx;
  private final String path;
  private final OpenSessions open;
  private final SocketEvents events;
  private final DrainOptions options;
  private final List<Session> sessions;
  private final Promise<Void> done = Promise.promise();
  private final long start = System.nanoTime();
  private int told;

  private Drain(
      Vertx vertx, ServedSocket definition, DrainOptions options, List<Session> sessions) {
    this.vertx = vertx;
    this.path = definition.path();
    this.open = definition.sessions();
    this.events = definition.events();
    this.options = options;
    this.sessions = sessions;
  }

  /**
   * Begins. A session that begins from now on is ended at once.
   *
   * @return completes when the last session has been told
   */
  public static Future<Void> start(Vertx vertx, ServedSocket definition, DrainOptions options) {
    definition.sessions().startDraining();
    return definition
        .sessions()
        .list()
        .compose(
            sessions -> {
              if (sessions.isEmpty()) {
                return Future.succeededFuture();
              }
              // Each event loop gets its share of every moment.
              List<Session> mixed = new ArrayList<>(sessions);
              Collections.shuffle(mixed);
              Drain drain = new Drain(vertx, definition, options, mixed);
              drain.step();
              return drain.done.future();
            });
  }

  /** How many of all connections are to have been told some time after the beginning. */
  static int dueAfter(DrainOptions options, long millis, int all) {
    double byBatches = (double) millis * options.batchSize() / options.batchIntervalMillis();
    double byTheEnd = (double) millis * all / options.shutdownMillis();
    return (int) Math.min(all, Math.ceil(Math.max(byBatches, byTheEnd)));
  }

  private void step() {
    long elapsed = (System.nanoTime() - start) / 1_000_000;
    int due =
        open.isShutDown()
            ? sessions.size()
            : dueAfter(options, elapsed + STEP_MILLIS, sessions.size());
    int batch = told / options.batchSize();
    while (told < due) {
      Session session = sessions.get(told++);
      session.loop().execute(session::drain);
    }
    if (told == sessions.size()) {
      events.drained(told, told);
      log.info("drained all {} connections of {}", told, path);
      done.complete();
      return;
    }
    if (told / options.batchSize() > batch) {
      events.drained(told, sessions.size());
      log.info("draining {}: {} of {} connections", path, told, sessions.size());
    }
    vertx.setTimer(STEP_MILLIS, ignored -> step());
  }
}
