package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static dev.roost.internal.transport.RawWebSocket.BINARY;
import static dev.roost.internal.transport.RawWebSocket.CONTINUATION;
import static dev.roost.internal.transport.RawWebSocket.PING;
import static dev.roost.internal.transport.RawWebSocket.PONG;
import static dev.roost.internal.transport.RawWebSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.RunningEndpoint;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Reply;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.RawWebSocket.Received;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages over an open connection, with and without take-over from Vert.x. */
@ParameterizedClass(name = "take-over {0}")
@ValueSource(booleans = {true, false})
@Timeout(60)
class ConnectionTest {
  /** High enough for this test, which sends a thousand empty fragments. */
  private static final int MAX_FRAGMENTS = 1_003;

  @Parameter boolean takeOver;

  private RunningEndpoint server;
  private RawWebSocket client;

  @BeforeEach
  void connect() throws Exception {
    server =
        RunningEndpoint.start(
            socket ->
                socket
                    .connect(ConnectHandler.acceptAll())
                    .channel(
                        "room:*",
                        () ->
                            new ScriptedChannel()
                                .onIn((self, push) -> push.reply(Reply.ok(push.payload()))))
                    .webSocket(options -> options.takeOver(takeOver).maxFragments(MAX_FRAGMENTS)));
    client = server.join("room:a");
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    server.close();
  }

  private static String push(String payload) {
    return "[\"1\",\"2\",\"room:a\",\"e\"," + payload + "]";
  }

  private static String reply(String payload) {
    return "[\"1\",\"2\",\"room:a\",\"phx_reply\",{\"status\":\"ok\",\"response\":"
        + payload
        + "}]";
  }

  @Test
  void textIsEchoed() throws Exception {
    client.sendText(push("{\"é\": \"😀\"}"));
    assertThat(client.receiveText()).isEqualTo(reply("{\"é\":\"😀\"}"));
  }

  @Test
  void messagesOfEveryLengthAreEchoed() throws Exception {
    for (int length :
        new int[] {0, 1, 60, 61, 62, 63, 125, 126, 65_400, 65_535, 65_536, 3_000_000}) {
      String payload = "\"" + "x".repeat(length) + "\"";
      client.sendText(push(payload));
      assertThat(client.receiveText()).isEqualTo(reply(payload));
    }
  }

  @Test
  void bytesAreEchoed() throws Exception {
    byte[] head = {0, 1, 1, 6, 1, '1', '2', 'r', 'o', 'o', 'm', ':', 'a', 'e'};
    byte[] message = Arrays.copyOf(head, 100_000);
    message[99_999] = (byte) 0xff;
    client.sendFrame(true, BINARY, message);
    Received received = client.receive();
    assertThat(received.opcode()).isEqualTo(BINARY);
    byte[] answer = received.payload().getBytes();
    assertThat(answer).startsWith(1, 1, 1, 6, 2, '1', '2', 'r').endsWith(0, 0xff);
    assertThat(answer).hasSize(100_000 - head.length + 15);
  }

  @Test
  void fragmentsWithPingsInBetweenAreAssembled() throws Exception {
    byte[] text = push("\"é😀\"").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length; i++) {
      boolean last = i == text.length - 1;
      client.sendFrame(last, i == 0 ? TEXT : CONTINUATION, new byte[] {text[i]});
      if (i % 10 == 5) {
        client.sendFrame(true, PING, new byte[] {(byte) i});
        Received pong = client.receive();
        assertThat(pong.opcode()).isEqualTo(PONG);
        assertThat(pong.payload().getBytes()).containsExactly(i);
      }
    }
    assertThat(client.receiveText()).isEqualTo(reply("\"é😀\""));
  }

  @Test
  void emptyFragmentsAreAccepted() throws Exception {
    byte[] text = push("1").getBytes(StandardCharsets.UTF_8);
    client.sendFrame(false, TEXT, new byte[0]);
    for (int i = 0; i < 1_000; i++) {
      client.sendFrame(false, CONTINUATION, new byte[0]);
    }
    client.sendFrame(false, CONTINUATION, text);
    client.sendFrame(true, CONTINUATION, new byte[0]);
    assertThat(client.receiveText()).isEqualTo(reply("1"));
  }

  @Test
  void messageOfTooManyFragmentsIsRefused() throws Exception {
    byte[] text = push("1").getBytes(StandardCharsets.UTF_8);
    client.sendFrame(false, TEXT, text);
    for (int i = 2; i < MAX_FRAGMENTS; i++) {
      client.sendFrame(false, CONTINUATION, new byte[0]).sendFrame(true, PING, new byte[0]);
      client.receive();
    }
    client.sendFrame(true, CONTINUATION, new byte[0]);
    assertThat(client.receiveText()).isEqualTo(reply("1"));
    assertThat(server.metrics().tooManyFragments()).isZero();

    try (CapturedLog log = new CapturedLog()) {
      client.sendFrame(false, TEXT, text);
      for (int i = 1; i < MAX_FRAGMENTS; i++) {
        client.sendFrame(false, CONTINUATION, new byte[0]);
      }
      client.sendFrame(true, CONTINUATION, new byte[0]);
      assertThat(client.receiveClose()).isEqualTo(1_008);
      assertThat(server.metrics().tooManyFragments()).isEqualTo(1);
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("more than " + MAX_FRAGMENTS + " fragments");
    }
    client.close();
    eventually(() -> assertThat(server.metrics().open()).isZero());
  }

  @Test
  void binaryMessagesMayBeFragmented() throws Exception {
    byte[] message = {0, 1, 1, 6, 1, '1', '2', 'r', 'o', 'o', 'm', ':', 'a', 'e', 7};
    client.sendFrame(false, BINARY, Arrays.copyOf(message, 3));
    client.sendFrame(true, CONTINUATION, Arrays.copyOfRange(message, 3, message.length));
    assertThat(client.receive().payload().getBytes()).startsWith(1, 1, 1, 6, 2).endsWith(7);
  }

  @Test
  void framesMayArriveByteByByteOrManyAtOnce() throws Exception {
    for (byte b : RawWebSocket.frame(0x81, push("1").getBytes(StandardCharsets.UTF_8))) {
      client.sendRaw(new byte[] {b});
    }
    assertThat(client.receiveText()).isEqualTo(reply("1"));
    java.io.ByteArrayOutputStream many = new java.io.ByteArrayOutputStream();
    for (int i = 0; i < 500; i++) {
      many.writeBytes(RawWebSocket.frame(0x81, push("" + i).getBytes(StandardCharsets.UTF_8)));
    }
    client.sendRaw(many.toByteArray());
    for (int i = 0; i < 500; i++) {
      assertThat(client.receiveText()).isEqualTo(reply("" + i));
    }
  }

  @Test
  void pingsAreAnsweredWithTheirData() throws Exception {
    byte[] most = new byte[125];
    Arrays.fill(most, (byte) 7);
    client.sendFrame(true, PING, new byte[0]).sendFrame(true, PING, most);
    assertThat(client.receive()).isEqualTo(new Received(true, false, PONG, buffer(new byte[0])));
    assertThat(client.receive()).isEqualTo(new Received(true, false, PONG, buffer(most)));
  }

  private static io.vertx.core.buffer.Buffer buffer(byte[] bytes) {
    return io.vertx.core.buffer.Buffer.buffer(bytes);
  }

  @Test
  void unsolicitedPongsAreIgnored() throws Exception {
    client.sendFrame(true, PONG, new byte[] {1}).sendText(push("1"));
    assertThat(client.receiveText()).isEqualTo(reply("1"));
  }

  @Test
  void repliesAndBroadcastsKeepTheirOrder() throws Exception {
    try (RawWebSocket other = server.join("room:a")) {
      for (int i = 0; i < 50; i++) {
        client.sendText(push("" + i));
        assertThat(client.receiveText()).isEqualTo(reply("" + i));
        server.endpoint().broadcast("room:a", "news", Map.of("n", i));
        String news = "[null,null,\"room:a\",\"news\",{\"n\":" + i + "}]";
        assertThat(client.receiveText()).isEqualTo(news);
        assertThat(other.receiveText()).isEqualTo(news);
      }
    }
  }

  @Test
  void broadcastsAreReceivedInOrder() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      server.endpoint().broadcast("room:a", "news", Map.of("n", i));
    }
    for (int i = 0; i < 2_000; i++) {
      assertThat(client.receiveText()).endsWith("{\"n\":" + i + "}]");
    }
  }

  @Test
  void partialMessageIsDroppedWithItsConnection() throws Exception {
    client.sendFrame(false, TEXT, push("1").getBytes(StandardCharsets.UTF_8));
    client.close();
    eventually(() -> assertThat(server.metrics().open()).isZero());
  }
}
