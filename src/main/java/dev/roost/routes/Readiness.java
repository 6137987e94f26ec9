package dev.roost.routes;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to one check as a router knows it. Any client may ask, so an answer is cached for a
 * second and costs no query each time. On the router's event loop.
 */
final class Readiness {
  private static final Logger log = LoggerFactory.getLogger(Readiness.class);

  private static final long TIMEOUT_MILLIS = 2_000;
  private static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final HealthRoutes.Check check;
  private @Nullable Asked last;

  private record Asked(long at, Future<Optional<JsonObject>> answer) {}

  Readiness(HealthRoutes.Check check) {
    this.check = check;
  }

  /** The answer if the check fails, or nothing. Never fails. */
  Future<Optional<JsonObject>> missing() {
    long now = System.nanoTime();
    Asked known = last;
    if (known != null && now - known.at < VALID_NANOS) {
      return known.answer;
    }
    Future<Optional<JsonObject>> asked =
        ask()
            .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
            .map(there -> Optional.<JsonObject>empty())
            .otherwise(failure -> Optional.of(describe(failure)));
    last = new Asked(now, asked);
    return asked;
  }

  private Future<?> ask() {
    try {
      return check.question().get();
    } catch (RuntimeException failure) {
      return Future.failedFuture(failure);
    }
  }

  private JsonObject describe(Throwable failure) {
    log.debug("not ready: {}", check.status(), failure);
    JsonObject answer = HealthRoutes.status(check.status());
    check.reason().apply(failure).ifPresent(reason -> answer.put("reason", reason));
    return answer;
  }
}
