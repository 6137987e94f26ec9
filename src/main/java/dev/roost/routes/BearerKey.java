package dev.roost.routes;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * Lets requests through that have a key in {@code Authorization: Bearer …} (RFC 6750 section 2.1),
 * and answers others with status 401. The time that a comparison takes does not tell how much of a
 * key is right. For any thread.
 *
 * <p>Keys that clients must not know travel in every request: use TLS outside of a trusted network.
 */
public final class BearerKey implements Handler<RoutingContext> {
  private static final String BEARER = "bearer ";

  private final List<byte[]> keys;

  private BearerKey(List<byte[]> keys) {
    this.keys = keys;
  }

  /**
   * Requires one of these keys. Several are for the time in which a key is replaced.
   *
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public static BearerKey of(String... keys) {
    if (keys.length == 0 || Arrays.stream(keys).anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("expected a key, found a blank or none");
    }
    return new BearerKey(
        Arrays.stream(keys).map(key -> key.strip().getBytes(StandardCharsets.UTF_8)).toList());
  }

  @Override
  public void handle(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null
        && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && isKey(header.substring(BEARER.length()).strip())) {
      context.next();
      return;
    }
    context.response().putHeader("WWW-Authenticate", "Bearer");
    JsonAnswer.error(context, 401, "the key is missing or wrong");
  }

  private boolean isKey(String text) {
    byte[] given = text.getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (byte[] key : keys) {
      found |= MessageDigest.isEqual(key, given);
    }
    return found;
  }
}
