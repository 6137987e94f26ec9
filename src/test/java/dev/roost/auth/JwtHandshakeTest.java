package dev.roost.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.RunningEndpoint;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.transport.LongPoller;
import dev.roost.internal.transport.RawWebSocket;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.Level;

/** Clients that connect with tokens over the network. */
@Timeout(60)
class JwtHandshakeTest {
  private final Vertx vertx = Vertx.vertx();
  private final JwtConnect handler =
      JwtConnect.with(
              JwtVerifier.create(
                  vertx,
                  JwtKeys.secret(JwtAlgorithm.HS512, SignedTokens.SECRET),
                  JwtRules.DEFAULT.withIssuer("Roost").withLeewaySeconds(0)))
          .tokenFrom(
              TokenSource.authToken(),
              TokenSource.param("token"),
              TokenSource.authorization(),
              TokenSource.cookie("jwt"))
          .assign("user", "sub")
          .socketId("users_socket:");

  /** Replies with the client's user id. */
  private static final class WhoAmI extends Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok(Map.of("user", socket().get("user")));
    }
  }

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private RunningEndpoint start() throws Exception {
    return RunningEndpoint.start(
        new EndpointOptions().checkOrigin(OriginCheck.none()),
        socket ->
            socket
                .connect(handler)
                .log(Level.WARN)
                .longPoll(longPoll -> {})
                .channel("*", WhoAmI::new));
  }

  private static void knowsItsUser(RawWebSocket client) throws Exception {
    client.sendText("[\"1\",\"1\",\"room\",\"phx_join\",{}]");
    assertThat(client.receiveText()).contains("\"user\":\"User:1\"");
  }

  @Test
  void webSocketsSendTokensInFourWays() throws Exception {
    String token = SignedTokens.of("HS512").hs512();
    String phoenix =
        "phoenix, base64url.bearer.phx."
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(token.getBytes(StandardCharsets.UTF_8));
    try (RunningEndpoint server = start();
        CapturedLog log = new CapturedLog()) {
      List<Supplier<String>> headers =
          List.of(
              () -> "Sec-WebSocket-Protocol: " + phoenix,
              () -> "Authorization: Bearer " + token,
              () -> "Cookie: a=b; jwt=" + token);
      for (Supplier<String> header : headers) {
        try (RawWebSocket client = server.open(header.get())) {
          knowsItsUser(client);
        }
      }
      try (RawWebSocket client =
          RawWebSocket.open(server.port(), "/socket/websocket?vsn=2.0.0&token=" + token)) {
        knowsItsUser(client);
      }
      try (RawWebSocket client = RawWebSocket.connect(server.port())) {
        assertThat(client.upgrade("/socket/websocket?vsn=2.0.0&token=" + token + "x").status())
            .isEqualTo(403);
      }
      assertThat(log.lines().toString())
          .contains("CONNECTED TO", "refused a connection: the signature")
          .doesNotContain(token.substring(token.lastIndexOf('.')));
    }
    assertThat(handler.refusals()).containsEntry(TokenRefusal.SIGNATURE, 1L);
  }

  @Test
  void longPollClientsSendTokens() throws Exception {
    String token = SignedTokens.of("HS512").hs512();
    try (RunningEndpoint server = start()) {
      for (String[] header :
          List.of(
              new String[] {"x-phoenix-authtoken", token},
              new String[] {"authorization", "Bearer " + token},
              new String[] {"cookie", "jwt=" + token})) {
        LongPoller client = new LongPoller(server.port());
        LongPoller.Answer first = client.request("GET", header);
        assertThat(first.status()).isEqualTo(410);
        client.withToken(first.json().getString("token"));
        assertThat(client.post("[\"1\",\"1\",\"room\",\"phx_join\",{}]").status()).isEqualTo(200);
        assertThat(client.receive(1).get(0)).contains("\"user\":\"User:1\"");
      }
      assertThat(new LongPoller(server.port()).poll().status()).isEqualTo(403);
    }
  }

  @Test
  void connectionsCloseWhenTheirTokenExpires() throws Exception {
    String token = SignedTokens.of("HS512").time("exp", 2).hs512();
    try (RunningEndpoint server = start();
        RawWebSocket client = server.open("Authorization: Bearer " + token)) {
      assertThat(client.receive().closeCode()).isEqualTo(1001);
    }
  }

  @Test
  void disconnectBySubjectClosesTheUsersConnections() throws Exception {
    try (RunningEndpoint server = start();
        RawWebSocket client =
            server.open("Authorization: Bearer " + SignedTokens.of("HS512").hs512())) {
      knowsItsUser(client);
      server.endpoint().disconnect("users_socket:User:1");
      assertThat(client.receive().closeCode()).isEqualTo(1001);
    }
  }
}
