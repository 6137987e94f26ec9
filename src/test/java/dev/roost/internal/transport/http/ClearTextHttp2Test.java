package dev.roost.internal.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 without TLS, which is off by default. */
@Timeout(60)
class ClearTextHttp2Test {
  private static final String LOOPBACK = "127.0.0.1";

  private static GuardedServer start(boolean http2) throws Exception {
    return new GuardedServer(options -> options.clearTextHttp2(http2), UnaryOperator.identity());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static HttpClient priorKnowledge(GuardedServer server) {
    return server
        .vertx()
        .createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
  }

  private static HttpVersion version(HttpClient client, GuardedServer server) throws Exception {
    return await(
        client
            .request(HttpMethod.GET, server.port(), LOOPBACK, "/hello")
            .compose(request -> request.send())
            .map(response -> response.version()));
  }

  @Test
  void priorKnowledgeIsRefusedByDefault() throws Exception {
    try (GuardedServer server = start(false)) {
      assertThatThrownBy(() -> version(priorKnowledge(server), server)).isNotNull();
      try (RawHttp client = server.connect().send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
        assertThat(client.response().status()).isEqualTo(501);
        assertThat(client.rest()).isEmpty();
      }
    }
  }

  @Test
  void http2IsServedIfEnabled() throws Exception {
    try (GuardedServer server = start(true)) {
      assertThat(version(priorKnowledge(server), server)).isEqualTo(HttpVersion.HTTP_2);
      HttpClient upgrading =
          server
              .vertx()
              .createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2));
      assertThat(version(upgrading, server)).isEqualTo(HttpVersion.HTTP_2);
      try (RawHttp client = server.connect().get("/hello")) {
        assertThat(client.response().body()).isEqualTo("hello");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection: Upgrade, HTTP2-Settings|Upgrade: h2c|HTTP2-Settings: AAMAAABkAAQAAP__",
        "Connection: Upgrade, HTTP2-Settings|Upgrade: h2c",
        "Connection: Upgrade|Upgrade: h2c",
        "Upgrade: h2c"
      })
  void upgradeOfASocketToHttp2IsRefused(String headers) throws Exception {
    try (GuardedServer server = start(false);
        RawHttp client =
            server.connect().get("/socket/websocket?vsn=2.0.0", headers.split("\\|"))) {
      RawHttp.Response response = client.response();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.headers()).containsEntry("content-length", "0");
      if ("close".equals(response.headers().get("connection"))) {
        assertThat(client.rest()).isEmpty();
      } else {
        client.get("/hello");
        assertThat(client.response().body()).isEqualTo("hello");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection: Upgrade, HTTP2-Settings|Upgrade: h2c",
        "Connection: Upgrade|Upgrade: h2c"
      })
  void malformedUpgradeIsRefusedAndClosedIfHttp2IsOn(String headers) throws Exception {
    try (GuardedServer server = start(true);
        RawHttp first = server.connect().get("/hello")) {
      // Limits apply from the server's first request on, and the acceptor's next task.
      assertThat(first.response().body()).isEqualTo("hello");
      try (RawHttp second = server.connect().get("/hello")) {
        assertThat(second.response().body()).isEqualTo("hello");
      }
      try (RawHttp client =
          server.connect().get("/socket/websocket?vsn=2.0.0", headers.split("\\|"))) {
        assertThat(client.response().status()).isEqualTo(400);
        assertThat(client.rest()).isEmpty();
      }
    }
  }

  private static GuardedServer startUsed() throws Exception {
    GuardedServer server = start(true);
    // Limits apply from the server's first request on, and the acceptor's next task.
    for (int i = 0; i < 2; i++) {
      try (RawHttp client = server.connect().get("/hello")) {
        assertThat(client.response().body()).isEqualTo("hello");
      }
    }
    return server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "GET", "PUT", "PRX"})
  void bothLengthsAreRefusedIfHttp2IsOn(String method) throws Exception {
    try (GuardedServer server = startUsed();
        RawHttp client =
            server
                .connect()
                .send(
                    method
                        + " /hello HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
                        + "Content-Length: 5\r\n\r\n0\r\n\r\n")) {
      assertThat(client.response().status()).isEqualTo(400);
      assertThat(client.rest()).isEmpty();
      assertThat(server.metrics().invalidRequests()).isEqualTo(1);
    }
  }

  @Test
  void requestsMayArriveByteByByteIfHttp2IsOn() throws Exception {
    try (GuardedServer server = startUsed()) {
      for (String first : new String[] {"GET", "PUT"}) {
        try (RawHttp client = server.connect()) {
          for (char each : (first + " /hello HTTP/1.1\r\nHost: a\r\n\r\n").toCharArray()) {
            client.send(String.valueOf(each));
          }
          // There is no route for PUT.
          assertThat(client.response().status()).isEqualTo(first.equals("GET") ? 200 : 405);
          client.get("/hello");
          assertThat(client.response().body()).isEqualTo("hello");
        }
      }
      assertThat(version(priorKnowledge(server), server)).isEqualTo(HttpVersion.HTTP_2);
      HttpClient upgrading =
          server
              .vertx()
              .createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2));
      assertThat(version(upgrading, server)).isEqualTo(HttpVersion.HTTP_2);
    }
  }
}
