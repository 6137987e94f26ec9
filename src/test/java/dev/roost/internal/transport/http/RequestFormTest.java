package dev.roost.internal.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.HttpLimits;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.transport.RawWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ambiguous requests are refused; long headers within the limits are accepted. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestFormTest {
  private static final String CHUNKS = "5\r\nhello\r\n0\r\n\r\n";
  private static final String SMUGGLED = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private GuardedServer server;

  @BeforeAll
  void start() throws Exception {
    server = GuardedServer.with(new HttpLimits());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost|Transfer-Encoding: gzip|Content-Length: 5",
        "Host: localhost|Transfer-Encoding: gzip, chunked",
        "Host: localhost|Transfer-Encoding: chunked, gzip",
        "Host: localhost|Transfer-Encoding: identity",
        "Host: localhost|Transfer-Encoding: xchunked",
        "Host: localhost|Transfer-Encoding: chunked|Transfer-Encoding: chunked",
        "Host: localhost|Transfer-Encoding: chunked|Transfer-Encoding: identity",
        "Host: localhost|Transfer-Encoding: chunked|Content-Length: 5",
        "Host: localhost|Content-Length: 5|Transfer-Encoding: chunked",
        "Host: localhost|Content-Length: 5|Content-Length: 6",
        "Host: localhost|Content-Length: 5, 6",
        "Host: localhost|Content-Length: +5",
        "Host: localhost|Content-Length: -5",
        "Host: localhost|Content-Length: 0x5",
        "Host: localhost|Host: localhost",
        "Host: localhost|Host: example.com",
        "Content-Length: 5"
      })
  void ambiguousRequestIsRefusedAndTheConnectionClosed(String headers) throws Exception {
    try (RawHttp client = server.connect();
        CapturedLog log = new CapturedLog()) {
      client.send(
          "POST /length HTTP/1.1\r\n"
              + headers.replace("|", "\r\n")
              + "\r\n\r\n"
              + CHUNKS
              + SMUGGLED);
      assertThat(client.response().status()).isEqualTo(400);
      assertThat(client.rest()).isEmpty();
      assertThat(log.errors()).isEmpty();
    }
  }

  @Test
  void transferEncodingIsRefusedBeforeHttp11() throws Exception {
    try (RawHttp client = server.connect()) {
      client.send(
          "POST /length HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
              + "Content-Length: 5\r\n\r\n"
              + CHUNKS);
      assertThat(client.response().status()).isEqualTo(400);
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void pipelinedRequestIsRefusedInOrder() throws Exception {
    try (RawHttp client = server.connect().get("/later")) {
      client.send("GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + SMUGGLED);
      server.nextWaiting().end("first");
      assertThat(client.response().body()).isEqualTo("first");
      assertThat(client.response().status()).isEqualTo(400);
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void unambiguousRequestsAreServed() throws Exception {
    try (RawHttp client = server.connect()) {
      client.send("POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
      assertThat(client.response().body()).isEqualTo("5");
      client.send(
          "POST /length HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n" + CHUNKS);
      assertThat(client.response().body()).isEqualTo("5");
      client.get("/hello");
      assertThat(client.response().body()).isEqualTo("hello");
      client.send("GET /hello HTTP/1.0\r\nHost: a\r\n\r\n");
      assertThat(client.response().body()).isEqualTo("hello");
      assertThat(client.rest()).isEmpty();
    }
  }

  // -- Sizes

  @Test
  void oneHeaderIsLimitedToTenThousandBytes() throws Exception {
    String name = "X-Long: ";
    try (RawHttp client = server.connect().get("/hello", name + "x".repeat(9_994))) {
      assertThat(client.response().body()).isEqualTo("hello");
      client.get("/hello", name + "x".repeat(9_995));
      assertThat(client.response().status()).isEqualTo(431);
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void allHeadersAreLimitedTo64Kibibytes() throws Exception {
    String header = "X-Long: " + "x".repeat(8_000);
    try (RawHttp client =
        server.connect().get("/hello", header, header, header, header, header, header, header)) {
      assertThat(client.response().body()).isEqualTo("hello");
      client.get("/hello", header, header, header, header, header, header, header, header, header);
      assertThat(client.response().status()).isEqualTo(431);
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void firstLineIsLimitedToTenThousandBytes() throws Exception {
    try (RawHttp client = server.connect().get("/hello?" + "x".repeat(9_900))) {
      assertThat(client.response().body()).isEqualTo("hello");
      client.get("/hello?" + "x".repeat(10_001));
      assertThat(client.response().status()).isEqualTo(414);
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void authTokenOf6200BytesConnects() throws Exception {
    String token =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("t".repeat(6_200).getBytes(StandardCharsets.US_ASCII));
    try (RawWebSocket client =
        RawWebSocket.open(
            server.port(),
            "/socket/websocket?vsn=2.0.0",
            "Sec-WebSocket-Protocol: phoenix, base64url.bearer.phx." + token)) {
      client.sendText("[\"1\",\"1\",\"room\",\"phx_join\",{}]");
      assertThat(client.receiveText()).contains("phx_reply");
    }
  }
}
