package dev.roost.rooms.api;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** The API's responses, always in JSON. */
final class Answers {
  private Answers() {}

  static void created(RoutingContext context, Object json) {
    context.response().setStatusCode(201);
    context.json(json);
  }

  static void error(RoutingContext context, int status, String error) {
    context.response().setStatusCode(status);
    context.json(Map.of("error", error));
  }

  /** The errors by field. */
  static void errors(RoutingContext context, List<Map<String, String>> errors) {
    context.response().setStatusCode(422);
    context.json(Map.of("errors", errors));
  }

  static void tooManyAttempts(RoutingContext context, long seconds) {
    tooMany(context, "Too many attempts, try again later", seconds);
  }

  static void tooMany(RoutingContext context, String error, long seconds) {
    context.response().putHeader("Retry-After", String.valueOf(seconds));
    error(context, 429, error);
  }

  /** The server has too much to do, but not for long. */
  static void busy(RoutingContext context) {
    context.response().putHeader("Retry-After", "1");
    error(context, 503, "The server is busy, try again in a moment");
  }
}
