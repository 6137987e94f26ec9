package dev.roost.internal.transport;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Arrays;

/** Checks the headers of a WebSocket handshake, RFC 6455 section 4.2.1. */
final class UpgradeHeaders {
  private UpgradeHeaders() {}

  static boolean areValid(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_1_1
        && contains(request, "connection", "upgrade")
        && contains(request, "upgrade", "websocket")
        && "13".equals(request.getHeader("sec-websocket-version"))
        && request.getHeader("sec-websocket-key") != null;
  }

  private static boolean contains(HttpServerRequest request, String header, String token) {
    return request.headers().getAll(header).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .anyMatch(part -> part.trim().equalsIgnoreCase(token));
  }
}
