package dev.roost.internal.transport;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

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
    // No streams: after a start, all clients come before the JVM has compiled them.
    for (String value : request.headers().getAll(header)) {
      for (String part : value.split(",", -1)) {
        if (part.trim().equalsIgnoreCase(token)) {
          return true;
        }
      }
    }
    return false;
  }
}
