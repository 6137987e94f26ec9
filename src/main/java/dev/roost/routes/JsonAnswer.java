package dev.roost.routes;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers in JSON, without caching. */
final class JsonAnswer {
  private JsonAnswer() {}

  static void error(RoutingContext context, int status, String error) {
    send(context, status, new JsonObject().put("error", error));
  }

  /** Does nothing if the request was answered, or the client is gone. */
  static void send(RoutingContext context, int status, JsonObject body) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    context.response().setStatusCode(status).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    context.json(body);
  }
}
