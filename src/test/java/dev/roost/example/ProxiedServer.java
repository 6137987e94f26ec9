package dev.roost.example;

import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.proxy.TrustedProxies;

/** Options of a server that runs behind nginx on the same machine. */
final class ProxiedServer {
  static EndpointOptions behindNginx() {
    return new EndpointOptions()
        .trustedProxies(TrustedProxies.of("127.0.0.1"))
        .checkOrigin(OriginCheck.host("app.example"));
  }

  private ProxiedServer() {}
}
