package dev.roost.rooms.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when the database cannot be used, and when it can be used again: one log line each, and
 * none for a request. While it cannot, a check runs every second, and ends the outage. For any
 * thread.
 */
final class Availability {
  private static final Logger log = LoggerFactory.getLogger(Availability.class);

  private static final long CHECK_MILLIS = 1_000;

  private final Vertx vertx;
  private final String name;
  private final Supplier<Future<?>> check;
  private final AtomicReference<@Nullable Episode> episode = new AtomicReference<>();

  private record Episode(Outage outage, long since, LongAdder failures) {}

  /**
   * Of one database.
   *
   * @param name for the log
   * @param check succeeds if the database can be used
   */
  Availability(Vertx vertx, String name, Supplier<Future<?>> check) {
    this.vertx = vertx;
    this.name = name;
    this.check = check;
  }

  /**
   * Watches an operation.
   *
   * @return the same; fails with a {@link DatabaseUnavailableException} where there is an outage
   */
  <T> Future<T> watch(Future<T> operation) {
    return operation.recover(failure -> Future.failedFuture(notice(failure)));
  }

  /**
   * Runs something that writes, and watches it. While the disk is full, it is not tried: small
   * writes would still find room where larger ones do not.
   */
  <T> Future<T> watchWrite(Supplier<Future<T>> operation) {
    Episode current = episode.get();
    if (current != null && current.outage() == Outage.DISK_FULL) {
      current.failures().increment();
      return Future.failedFuture(new DatabaseUnavailableException(Outage.DISK_FULL));
    }
    return watch(operation.get());
  }

  private Throwable notice(Throwable failure) {
    Outage outage = Outage.of(failure);
    if (outage == null) {
      return failure;
    }
    Episode begun = new Episode(outage, System.nanoTime(), new LongAdder());
    Episode current = episode.compareAndExchange(null, begun);
    if (current == null) {
      current = begun;
      log.error(
          "database unavailable: {} database={} cause={}", outage.reason(), name, cause(failure));
      checkLater();
    }
    current.failures().increment();
    return new DatabaseUnavailableException(outage);
  }

  private void checkLater() {
    vertx.setTimer(
        CHECK_MILLIS,
        timer ->
            check
                .get()
                .onSuccess(
                    usable -> {
                      Episode ended = episode.getAndSet(null);
                      if (ended != null) {
                        log.info(
                            "database available again database={} after={} ms failed={}",
                            name,
                            Duration.ofNanos(System.nanoTime() - ended.since()).toMillis(),
                            ended.failures());
                      }
                    })
                .onFailure(still -> checkLater()));
  }

  private static String cause(Throwable failure) {
    return String.valueOf(failure).lines().findFirst().orElse("");
  }
}
