package dev.roost.rooms.operations;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Lets only those through who know a key; the others get status 401. */
final class BearerKey implements Handler<RoutingContext> {
  private static final String BEARER = "bearer ";

  private final byte[] key;

  BearerKey(String key) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void handle(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      byte[] given = header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
      // In a time that does not tell how much of it is right.
      if (MessageDigest.isEqual(key, given)) {
        context.next();
        return;
      }
    }
    context.response().setStatusCode(401).putHeader("WWW-Authenticate", "Bearer");
    context.json(new JsonObject().put("error", "The key is missing or wrong"));
  }
}
