package dev.roost;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectResult;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.RawWebSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limit of an endpoint's connections. */
@Timeout(60)
class ConnectionLimitTest {
  private static int status(int port, String path) throws Exception {
    HttpResponse<Void> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                BodyHandlers.discarding());
    return response.statusCode();
  }

  @Test
  void anonymousClientsGetAtMostHalfOfTheConnections() throws Exception {
    EndpointOptions options =
        new EndpointOptions().checkOrigin(OriginCheck.none()).maxConnections(40).eventLoops(1);
    try (RunningEndpoint running =
        RunningEndpoint.start(
            options.maxAnonymousConnections(1),
            socket ->
                socket
                    .connect(
                        request -> {
                          ConnectResult accepted = ConnectResult.accept();
                          boolean isGuest = request.params().get("guest") != null;
                          return (isGuest ? accepted.anonymous() : accepted).now();
                        })
                    .channel("*", ScriptedChannel::new))) {
      String uri = "/socket/websocket?vsn=2.0.0";
      RawWebSocket guest = RawWebSocket.open(running.port(), uri + "&guest=1");
      // The server counts a session shortly after it has answered the handshake.
      guest.sendText("[null,\"1\",\"phoenix\",\"heartbeat\",{}]").receiveText();
      try (RawWebSocket refused = RawWebSocket.connect(running.port())) {
        assertThat(refused.upgrade(uri + "&guest=2").status()).isEqualTo(503);
      }
      RawWebSocket.open(running.port(), uri).close();
      guest.close();
      eventually(
          () ->
              assertThatCode(() -> RawWebSocket.open(running.port(), uri + "&guest=3").close())
                  .doesNotThrowAnyException());
    }
  }

  @Test
  void connectionBeyondTheLimitGets503UntilAnotherCloses() throws Exception {
    EndpointOptions options =
        new EndpointOptions().checkOrigin(OriginCheck.none()).maxConnections(2);
    try (CapturedLog log = new CapturedLog();
        RunningEndpoint running =
            RunningEndpoint.start(
                options,
                socket ->
                    socket
                        .connect(ConnectHandler.acceptAll())
                        .longPoll(longPoll -> {})
                        .channel("*", ScriptedChannel::new))) {
      RawWebSocket first = running.join("a");
      assertThat(status(running.port(), "/socket/longpoll?vsn=2.0.0")).isEqualTo(200);
      assertThat(status(running.port(), "/socket/longpoll?vsn=2.0.0")).isEqualTo(503);
      assertThat(status(running.port(), "/socket/websocket?vsn=2.0.0")).isEqualTo(503);
      assertThat(running.metrics().tooManyConnections()).isEqualTo(2);
      assertThat(running.metrics().refused()).isEqualTo(2);
      assertThat(log.warnings()).hasSize(2);

      first.close();
      eventually(() -> assertThat(running.metrics().open()).isEqualTo(1));
      // Idle keep-alive connections of earlier clients count until the server needs their slots.
      eventually(() -> assertThatCode(() -> running.join("b").close()).doesNotThrowAnyException());
    }
  }
}
