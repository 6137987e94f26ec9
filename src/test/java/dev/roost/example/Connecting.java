package dev.roost.example;

import dev.roost.Endpoint;
import dev.roost.auth.JwtConnect;
import dev.roost.auth.TokenSource;
import dev.roost.auth.TokenVerifier;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectResult;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.Session;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.sstore.LocalSessionStore;
import java.util.Map;

/** Ways to authenticate a client. */
final class Connecting {
  /** A third-party library that checks tokens and blocks. */
  interface Decoder {
    Map<String, Object> claims(String token);
  }

  static JwtConnect fromCookie(TokenVerifier verifier) {
    return JwtConnect.with(verifier)
        .tokenFrom(TokenSource.authToken(), TokenSource.cookie("jwt"))
        .assign("user", "sub");
  }

  static TokenVerifier verifier(Vertx vertx, Decoder decoder) {
    return token -> vertx.executeBlocking(() -> decoder.claims(token));
  }

  static Router pageAndSocket(Vertx vertx, Endpoint endpoint) {
    Router router = Router.router(vertx);
    router.route().handler(SessionHandler.create(LocalSessionStore.create(vertx)));
    endpoint.socket(
        "/socket",
        socket ->
            socket
                .webSocket(webSocket -> webSocket.connectInfo(ConnectInfo.Key.SESSION))
                .connect(
                    request -> {
                      Session session = request.info().session();
                      return session == null || session.get("user") == null
                          ? ConnectResult.refuse().now()
                          : ConnectResult.accept().assign("user", session.get("user")).now();
                    }));
    endpoint.mount(router);
    return router;
  }

  private Connecting() {}
}
