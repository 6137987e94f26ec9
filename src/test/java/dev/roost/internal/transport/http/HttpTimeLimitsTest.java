package dev.roost.internal.transport.http;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.HttpLimits;
import dev.roost.cluster.Certificates;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.transport.RawWebSocket;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Timeouts of HTTP connections close only late clients. */
@Timeout(120)
class HttpTimeLimitsTest {
  private static final long SHORT_MILLIS = 200;
  private static final long LONG_MILLIS = 60_000;

  /** Limits longer than any test. */
  private static HttpLimits longLimits() {
    return new HttpLimits()
        .headerMillis(LONG_MILLIS)
        .bodyMillis(LONG_MILLIS)
        .idleMillis(LONG_MILLIS)
        .responseMillis(LONG_MILLIS);
  }

  @Test
  void silentConnectionIsClosedWithoutAnswer() throws Exception {
    try (GuardedServer server = GuardedServer.with(longLimits().headerMillis(SHORT_MILLIS));
        RawHttp silent = server.connect()) {
      assertThat(silent.rest()).isEmpty();
      assertThat(server.metrics().slowHeaders()).isEqualTo(1);
      eventually(() -> assertThat(server.metrics().open()).isZero());
    }
  }

  @Test
  void incompleteHeaderGets408() throws Exception {
    try (GuardedServer server = GuardedServer.with(longLimits().headerMillis(SHORT_MILLIS));
        RawHttp slow = server.connect().send("GET /hello HTTP/1.1\r\nHost: ")) {
      assertThat(slow.response().status()).isEqualTo(408);
      assertThat(slow.rest()).isEmpty();
    }
  }

  @Test
  void headerTimeoutCoversTheWholeHeader() throws Exception {
    try (GuardedServer server = GuardedServer.with(longLimits().headerMillis(SHORT_MILLIS));
        RawHttp slow = server.connect().send("GET /hello HTTP/1.1\r\nX: ")) {
      eventually(
          () -> {
            sendUnlessClosed(slow, "x");
            assertThat(server.metrics().slowHeaders()).isEqualTo(1);
          });
    }
  }

  private static void sendUnlessClosed(RawHttp client, String text) {
    try {
      client.send(text);
    } catch (IOException closed) {
      // The test looks at the server's metrics.
    }
  }

  @Test
  void headerTimeoutAppliesToLaterRequests() throws Exception {
    try (GuardedServer server = GuardedServer.with(longLimits().headerMillis(SHORT_MILLIS));
        RawHttp slow = server.connect().get("/hello")) {
      assertThat(slow.response().body()).isEqualTo("hello");
      slow.send("G");
      assertThat(slow.response().status()).isEqualTo(408);
      assertThat(slow.rest()).isEmpty();
    }
  }

  @Test
  void onlyABodyWithoutProgressGets408() throws Exception {
    try (GuardedServer server = GuardedServer.with(longLimits().bodyMillis(SHORT_MILLIS));
        CapturedLog log = new CapturedLog();
        RawHttp moving = server.connect();
        RawHttp stalled = server.connect()) {
      String post = "POST /length HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nx";
      moving.send(post);
      stalled.send(post);
      int[] sent = {1};
      eventually(
          () -> {
            moving.send("y");
            sent[0]++;
            assertThat(server.metrics().slowBodies()).isEqualTo(1);
          });
      assertThat(stalled.response().status()).isEqualTo(408);
      assertThat(stalled.rest()).isEmpty();
      moving.send("z".repeat(1_000_000 - sent[0]));
      assertThat(moving.response().body()).isEqualTo("1000000");
      assertThat(log.errors()).isEmpty();
    }
  }

  @Test
  void idleConnectionIsClosedAfterAResponse() throws Exception {
    try (GuardedServer server = GuardedServer.with(longLimits().idleMillis(SHORT_MILLIS));
        RawHttp idle = server.connect().get("/hello")) {
      assertThat(idle.response().body()).isEqualTo("hello");
      assertThat(idle.rest()).isEmpty();
      assertThat(server.metrics().idle()).isEqualTo(1);
    }
  }

  @Test
  void unreadResponseClosesTheConnection() throws Exception {
    try (GuardedServer server = GuardedServer.with(longLimits().responseMillis(SHORT_MILLIS));
        RawHttp deaf = RawHttp.connect(server.port(), "127.0.0.1", 4_096).get("/large")) {
      eventually(() -> assertThat(server.metrics().unreadResponses()).isEqualTo(1));
      eventually(() -> assertThat(server.metrics().open()).isZero());
      assertThat(deaf.rest().length()).isLessThan(16 << 20);
    }
  }

  @Test
  void slowServerResponseDoesNotTimeOut() throws Exception {
    HttpLimits limits =
        new HttpLimits()
            .headerMillis(SHORT_MILLIS)
            .bodyMillis(SHORT_MILLIS)
            .idleMillis(SHORT_MILLIS)
            .responseMillis(SHORT_MILLIS);
    try (GuardedServer server = GuardedServer.with(limits);
        RawHttp patient = server.connect().get("/later");
        RawWebSocket webSocket = RawWebSocket.open(server.port(), "/socket/websocket?vsn=2.0.0")) {
      var response = server.nextWaiting();
      for (int i = 1; i <= 3; i++) {
        try (RawHttp silent = server.connect()) {
          assertThat(silent.rest()).isEmpty();
        }
      }
      response.end("at last");
      assertThat(patient.response().body()).isEqualTo("at last");

      // The limits do not apply to a WebSocket.
      webSocket.sendText("[\"1\",\"1\",\"room\",\"phx_join\",{}]");
      assertThat(webSocket.receiveText()).contains("phx_reply");
      assertThat(server.metrics().idle() + server.metrics().unreadResponses()).isLessThan(2);
    }
  }

  @Test
  void pipelinedRequestsAreAllAnswered() throws Exception {
    try (GuardedServer server = GuardedServer.with(longLimits().headerMillis(SHORT_MILLIS));
        RawHttp eager = server.connect().get("/later").get("/hello").send("GET /he")) {
      var response = server.nextWaiting();
      try (RawHttp silent = server.connect()) {
        assertThat(silent.rest()).isEmpty();
      }
      response.end("first");
      assertThat(eager.response().body()).isEqualTo("first");
      assertThat(eager.response().body()).isEqualTo("hello");
      assertThat(eager.response().status()).isEqualTo(408);
      assertThat(eager.rest()).isEmpty();
    }
  }

  @Test
  void headerTimeoutIncludesTheTlsHandshake(@TempDir Path directory) throws Exception {
    Certificates certificates = new Certificates(directory);
    try (GuardedServer server =
        new GuardedServer(
            options -> options.httpLimits(longLimits().headerMillis(SHORT_MILLIS)),
            base -> base.setSsl(true).setKeyCertOptions(certificates.keys()))) {
      HttpClient client =
          server
              .vertx()
              .createHttpClient(
                  new HttpClientOptions().setSsl(true).setTrustOptions(certificates.trust()));
      String hello =
          client
              .request(HttpMethod.GET, server.port(), "127.0.0.1", "/hello")
              .compose(request -> request.send())
              .compose(response -> response.body())
              .toCompletionStage()
              .toCompletableFuture()
              .get(20, TimeUnit.SECONDS)
              .toString();
      assertThat(hello).isEqualTo("hello");
      // After a server's first handshake, connections count from their accept.
      try (RawHttp silent = server.connect();
          RawHttp begun = server.connect().send("\u0016\u0003\u0001")) {
        assertThat(silent.rest()).isEmpty();
        begun.rest();
      }
      assertThat(server.metrics().accepted()).isEqualTo(3);
      assertThat(server.metrics().slowHeaders()).isEqualTo(2);
    }
  }

  @Test
  void limitOfZeroIsOff() throws Exception {
    HttpLimits none =
        new HttpLimits().headerMillis(0).bodyMillis(0).idleMillis(0).responseMillis(0);
    try (GuardedServer server = GuardedServer.with(none);
        RawHttp client = server.connect().get("/hello")) {
      assertThat(client.response().body()).isEqualTo("hello");
      client.get("/hello");
      assertThat(client.response().body()).isEqualTo("hello");
    }
  }
}
