package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.EndpointOptions;
import dev.roost.LongPollOptions;
import dev.roost.OriginCheck;
import dev.roost.RunningEndpoint;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.proxy.TrustedProxies;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits of long-poll sessions per address and for anonymous clients. */
@Timeout(60)
class LongPollSharesTest {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private RunningEndpoint server;

  @AfterEach
  void stop() {
    server.close();
  }

  private void start(Consumer<LongPollOptions> longPoll) throws Exception {
    server =
        RunningEndpoint.start(
            new EndpointOptions()
                .checkOrigin(OriginCheck.none())
                .trustedProxies(TrustedProxies.of("127.0.0.1")),
            socket ->
                socket
                    .connect(LongPollSharesTest::connect)
                    .longPoll(longPoll)
                    .channel("*", ScriptedChannel::new));
  }

  private static Future<ConnectResult> connect(ConnectRequest request) {
    ConnectResult accepted = ConnectResult.accept();
    return (request.params().get("guest") == null ? accepted : accepted.anonymous()).now();
  }

  /** Requests a session through a proxy. */
  private int begin(String address, String params) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + server.port() + "/socket/longpoll?vsn=2.0.0" + params))
            .header("X-Forwarded-For", address)
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void sessionsPerAddressAreLimited() throws Exception {
    start(longPoll -> longPoll.maxSessionsPerAddress(2).windowMillis(1_000));
    try (CapturedLog log = new CapturedLog()) {
      assertThat(begin("192.0.2.1", "")).isEqualTo(200);
      assertThat(begin("192.0.2.1", "")).isEqualTo(200);
      assertThat(begin("192.0.2.1", "")).isEqualTo(503);
      assertThat(begin("192.0.2.1", "")).isEqualTo(503);
      assertThat(begin("192.0.2.2", "")).isEqualTo(200);
      assertThat(begin("2001:db8::1", "")).isEqualTo(200);
      assertThat(begin("2001:db8::2", "")).isEqualTo(200);
      assertThat(begin("2001:db8::3", "")).isEqualTo(503);
      assertThat(begin("2001:db8:0:1::1", "")).isEqualTo(200);
      assertThat(server.metrics().tooManySessions()).isEqualTo(3);
      assertThat(server.metrics().refused()).isEqualTo(3);
      assertThat(log.warnings()).hasSize(1).first().asString().contains("192.0.2.1");
    }
    // Unpolled sessions end and free their slots.
    eventually(() -> assertThat(begin("192.0.2.1", "")).isEqualTo(200));
  }

  @Test
  void anonymousClientsGetAtMostHalfOfTheSessions() throws Exception {
    start(longPoll -> longPoll.maxSessions(4).windowMillis(1_000));
    assertThat(begin("192.0.2.1", "&guest=a")).isEqualTo(200);
    assertThat(begin("192.0.2.2", "&guest=b")).isEqualTo(200);
    assertThat(begin("192.0.2.3", "&guest=c")).isEqualTo(503);
    assertThat(begin("192.0.2.3", "")).isEqualTo(200);
    assertThat(begin("192.0.2.4", "")).isEqualTo(200);
    assertThat(begin("192.0.2.5", "")).isEqualTo(503);
    assertThat(server.metrics().tooManySessions()).isEqualTo(2);
    eventually(() -> assertThat(begin("192.0.2.3", "&guest=c")).isEqualTo(200));
  }
}
