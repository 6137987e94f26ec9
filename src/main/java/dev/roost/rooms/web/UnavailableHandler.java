package dev.roost.rooms.web;

import dev.roost.rooms.database.DatabaseUnavailableException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers requests that failed because the database cannot be used for now: status 503 with {@code
 * Retry-After}. A failure handler, to be added before others.
 */
public final class UnavailableHandler implements Handler<RoutingContext> {
  @Override
  public void handle(RoutingContext context) {
    if (!(context.failure() instanceof DatabaseUnavailableException)) {
      context.next();
      return;
    }
    context
        .response()
        .setStatusCode(503)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("retry-after", String.valueOf(DatabaseUnavailableException.RETRY_AFTER_SECONDS));
    context.json(
        new JsonObject()
            .put("error", "The database is unavailable, try again later")
            .put("reason", DatabaseUnavailableException.REASON));
  }
}
