package dev.roost.example;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.EndpointServer;
import dev.roost.auth.JwtAlgorithm;
import dev.roost.auth.JwtConnect;
import dev.roost.auth.JwtKeys;
import dev.roost.auth.JwtRules;
import dev.roost.auth.JwtVerifier;
import dev.roost.auth.TokenVerifier;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.util.Map;

/** A server with JSON Web Tokens, as in the documentation. */
final class TokenServer {
  static Future<EndpointServer> start(Vertx vertx, String secret, int port) {
    TokenVerifier verifier =
        JwtVerifier.create(
            vertx,
            JwtKeys.secret(JwtAlgorithm.HS512, secret),
            JwtRules.DEFAULT.withIssuer("https://id.example.com/").withAudience("chat"));
    JwtConnect connect = JwtConnect.with(verifier).assign("user", "sub").socketId("users_socket:");
    return Endpoint.create(vertx, new EndpointOptions())
        .socket("/socket", socket -> socket.connect(connect).channel("room:*", Room::new))
        .listen(new HttpServerOptions().setPort(port), router -> {});
  }

  static final class Room extends Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok(Map.of("welcome", socket().get("user", String.class)));
    }
  }

  private TokenServer() {}
}
