package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.RunningEndpoint;
import dev.roost.SocketMount;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Reply;
import dev.roost.internal.session.ScriptedChannel;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only received bytes count as activity. */
@Timeout(120)
class SlowUploadTest {
  private static final long TIMEOUT_MILLIS = 2_000;
  private static final String TEXT = "x".repeat(20_000);
  private static final int PAUSE_MILLIS = 50;

  private RunningEndpoint server;

  @BeforeEach
  void start() throws Exception {
    server =
        RunningEndpoint.start(
            new EndpointOptions().checkOrigin(OriginCheck.none()),
            socket -> describe(socket, true),
            endpoint -> endpoint.socket("/plain", socket -> describe(socket, false)));
  }

  private static void describe(SocketMount socket, boolean takeOver) {
    socket
        .connect(ConnectHandler.acceptAll())
        .channel(
            "room:*",
            () -> new ScriptedChannel().onIn((self, push) -> push.reply(Reply.ok(push.payload()))))
        .webSocket(options -> options.timeoutMillis(TIMEOUT_MILLIS).takeOver(takeOver))
        .longPoll(options -> options.windowMillis(TIMEOUT_MILLIS / 2));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Sends byte by byte while another connection stays open. */
  private static int drip(byte[] bytes, RawWebSocket sender, RawWebSocket silent)
      throws IOException {
    silent.timeout(PAUSE_MILLIS);
    int sent = 0;
    while (isOpen(silent)) {
      sender.sendRaw(new byte[] {bytes[sent++]});
    }
    return sent;
  }

  private static boolean isOpen(RawWebSocket silent) throws IOException {
    try {
      silent.receiveEnd();
      return false;
    } catch (SocketTimeoutException open) {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/socket", "/plain"})
  void slowFrameSurvivesTheIdleTimeout(String path) throws Exception {
    String uri = path + "/websocket?vsn=2.0.0";
    try (RawWebSocket sender = RawWebSocket.open(server.port(), uri)) {
      sender.sendText("[\"1\",\"1\",\"room:a\",\"phx_join\",{}]");
      sender.receiveText();
      byte[] frame =
          RawWebSocket.frame(
              0x81,
              ("[\"1\",\"2\",\"room:a\",\"e\",{\"t\":\"" + TEXT + "\"}]")
                  .getBytes(StandardCharsets.UTF_8));
      // Twice, so that the slow upload surely takes longer than the timeout.
      int sent = 0;
      for (int i = 0; i < 2; i++) {
        try (RawWebSocket silent = RawWebSocket.open(server.port(), uri)) {
          sent += drip(Arrays.copyOfRange(frame, sent, frame.length), sender, silent);
        }
      }
      sender.sendRaw(Arrays.copyOfRange(frame, sent, frame.length));
      assertThat(sender.receiveText()).contains("\"ok\"", TEXT);
      // A partial frame does not keep a silent client open.
      sender.sendRaw(Arrays.copyOf(frame, 100));
      assertThat(sender.receiveClose()).isEqualTo(1_002);
    }
  }

  @Test
  void slowLongPollBodySurvivesTheSessionTimeout() throws Exception {
    LongPoller poller = new LongPoller(server.port()).join("room:a");
    String message = "[\"1\",\"2\",\"room:a\",\"e\",{\"t\":\"" + TEXT + "\"}]";
    byte[] body = message.getBytes(StandardCharsets.UTF_8);
    try (RawWebSocket sender = RawWebSocket.connect(server.port())) {
      sendPost(sender, poller, body.length);
      int sent = 0;
      for (int i = 0; i < 2; i++) {
        try (RawWebSocket stalled = RawWebSocket.connect(server.port())) {
          sendPost(stalled, poller, body.length);
          sent += drip(Arrays.copyOfRange(body, sent, body.length), sender, stalled);
        }
      }
      sender.sendRaw(Arrays.copyOfRange(body, sent, body.length));
      assertThat(sender.answer().status()).isEqualTo(200);
      assertThat(poller.poll().messages()).singleElement().asString().contains("\"ok\"", TEXT);
    }
  }

  private static void sendPost(RawWebSocket connection, LongPoller poller, int length)
      throws IOException {
    connection.sendRaw(
        ("POST /socket/longpoll?vsn=2.0.0&token="
                + poller.token()
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                + "Content-Length: "
                + length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
  }
}
