package dev.roost.transport;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.lang.reflect.Proxy;

/** A request that has nothing but what its origin is compared to. */
final class FakeRequest {
  private FakeRequest() {}

  /** A request to a host and port, or to nowhere if the host is null. */
  static HttpServerRequest to(boolean tls, String host, int port) {
    return (HttpServerRequest)
        Proxy.newProxyInstance(
            FakeRequest.class.getClassLoader(),
            new Class<?>[] {HttpServerRequest.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "isSSL" -> tls;
                  case "authority" -> host == null ? null : HostAndPort.create(host, port);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
