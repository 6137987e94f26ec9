package dev.roost.rooms.operations;

import dev.roost.Endpoint;
import dev.roost.rooms.database.DatabaseUnavailableException;
import dev.roost.rooms.database.Outage;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /health/live}: the process answers; {@code /health/ready}: clients may be sent here, which
 * is so unless connections are being drained or the database cannot be written. One for each
 * router.
 */
final class HealthRoutes {
  private static final long PATIENCE_MILLIS = 2_000;

  /** Anybody may ask, and is not to cost the database a query each time. */
  private static final long GOOD_FOR_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Endpoint endpoint;
  private final Supplier<Future<Void>> database;
  private @Nullable Check last;

  private record Check(long since, Future<Optional<String>> outage) {}

  /**
   * Makes the routes.
   *
   * @param database fails while the database cannot be written
   */
  HealthRoutes(Endpoint endpoint, Supplier<Future<Void>> database) {
    this.endpoint = endpoint;
    this.database = database;
  }

  void mount(Router router) {
    router
        .get("/health/live")
        .handler(context -> answer(context, 200, new JsonObject().put("status", "live")));
    router.get("/health/ready").handler(this::ready);
  }

  private void ready(RoutingContext context) {
    if (endpoint.isDraining()) {
      answer(context, 503, new JsonObject().put("status", "draining"));
      return;
    }
    databaseOutage()
        .onSuccess(
            outage ->
                outage.ifPresentOrElse(
                    reason ->
                        answer(
                            context,
                            503,
                            new JsonObject().put("status", "no database").put("reason", reason)),
                    () -> answer(context, 200, new JsonObject().put("status", "ready"))));
  }

  /** Gives why the database cannot be written, or nothing. Never fails. */
  private Future<Optional<String>> databaseOutage() {
    long now = System.nanoTime();
    Check known = last;
    if (known != null && now - known.since < GOOD_FOR_NANOS) {
      return known.outage;
    }
    Future<Optional<String>> asked =
        database
            .get()
            .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
            .map(written -> Optional.<String>empty())
            .otherwise(failure -> Optional.of(reason(failure)));
    last = new Check(now, asked);
    return asked;
  }

  private static String reason(Throwable failure) {
    return failure instanceof DatabaseUnavailableException unavailable
        ? unavailable.outage().reason()
        : Outage.UNREACHABLE.reason();
  }

  private static void answer(RoutingContext context, int status, JsonObject body) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    context.response().setStatusCode(status).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    context.json(body);
  }
}
