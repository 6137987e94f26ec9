package dev.roost.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;
import java.util.Map;

/** A plain HTTP request to {@code roost:4000} with only an origin. */
final class FakeRequest {
  private FakeRequest() {}

  /**
   * A request.
   *
   * @param peer the peer's address
   * @param lines of headers, as on the wire
   */
  static HttpServerRequest from(String peer, String... lines) {
    SocketAddress address = SocketAddress.inetSocketAddress(5555, peer);
    HttpConnection connection =
        fake(HttpConnection.class, Map.of("remoteAddress", address, "isSsl", false));
    return fake(
        HttpServerRequest.class,
        Map.of(
            "connection",
            connection,
            "remoteAddress",
            address,
            "isSSL",
            false,
            "authority",
            HostAndPort.create("Roost", 4000),
            "headers",
            headers(lines),
            "path",
            "/socket",
            "query",
            "a=b",
            "absoluteURI",
            "http://roost:4000/socket?a=b"));
  }

  private static MultiMap headers(String... lines) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (String line : lines) {
      int colon = line.indexOf(':');
      headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static <T> T fake(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            FakeRequest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> {
              Object answer = answers.get(method.getName());
              if (answer == null) {
                throw new UnsupportedOperationException(method.getName());
              }
              return answer;
            }));
  }
}
