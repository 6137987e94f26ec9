package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.RunningEndpoint;
import dev.roost.SocketMount;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.RawSocket;
import dev.roost.channel.Reply;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.metrics.SocketSnapshot;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partially received messages are limited by a memory budget. */
@Timeout(120)
class AssemblyTest {
  private static final int BUDGET = 1 << 20;
  private static final int ATTACKERS = 39;

  /** An attacker that is closed for sure: a later one may get the budget of a closed one. */
  private static final int LATE = 30;

  private static final int HELD = 100_000;
  private static final String JOIN = "[\"1\",\"1\",\"room:a\",\"phx_join\",{}]";

  private final List<RawWebSocket> attackers = new ArrayList<>();
  private CapturedLog log;
  private RunningEndpoint server;

  @BeforeEach
  void start() throws Exception {
    log = new CapturedLog();
    server =
        RunningEndpoint.start(
            new EndpointOptions().checkOrigin(OriginCheck.none()).assemblyBudgetBytes(BUDGET),
            socket -> describe(socket).longPoll(options -> options.windowMillis(30_000)),
            endpoint ->
                endpoint
                    .socket("/plain", socket -> describe(socket).webSocket(o -> o.takeOver(false)))
                    .socket("/packed", socket -> describe(socket).webSocket(o -> o.compress(true)))
                    .rawSocket(
                        "/raw",
                        socket ->
                            socket.connect(ConnectHandler.acceptAll()).handler(Lengths::new)));
  }

  private static SocketMount describe(SocketMount socket) {
    return socket
        .connect(ConnectHandler.acceptAll())
        .channel(
            "room:*",
            () ->
                new ScriptedChannel()
                    .onIn((self, push) -> push.reply(Reply.ok(push.payload().length()))));
  }

  private static final class Lengths extends RawSocket {
    @Override
    public void handleText(String text) {
      push("{\"length\":" + text.length() + "}");
    }

    @Override
    public void handleBinary(Buffer bytes) {
      push("{\"length\":" + bytes.length() + "}");
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (RawWebSocket attacker : attackers) {
      attacker.close();
    }
    server.close();
    log.close();
  }

  private static byte[] message() {
    return ("[\"1\",\"2\",\"room:a\",\"e\",{\"t\":\"" + "x".repeat(HELD) + "\"}]")
        .getBytes(StandardCharsets.UTF_8);
  }

  private RawWebSocket open(String path, String... headers) throws IOException {
    RawWebSocket client = RawWebSocket.open(server.port(), path + "/websocket?vsn=2.0.0", headers);
    attackers.add(client);
    return client;
  }

  private long ended() {
    return server.endpoint().metrics().values().stream()
        .mapToLong(SocketSnapshot::assembliesEnded)
        .sum();
  }

  private void assertOthersAreServed() throws Exception {
    eventually(() -> assertThat(server.endpoint().assemblyBytes()).isLessThanOrEqualTo(BUDGET));
    try (RawWebSocket other = server.join("room:b")) {
      other.sendText("[\"1\",\"2\",\"room:b\",\"e\",{}]");
      assertThat(other.receiveText()).contains("\"response\":2");
    }
    LongPoller poller = new LongPoller(server.port()).join("room:c");
    assertThat(poller.post("[\"1\",\"2\",\"room:c\",\"e\",{}]").status()).isEqualTo(200);
  }

  private void assertMostWereEnded() throws Exception {
    eventually(
        () -> {
          assertThat(ended()).isBetween(ATTACKERS - 15L, ATTACKERS - 5L);
          assertThat(server.endpoint().assemblyBytes()).isLessThanOrEqualTo(BUDGET);
        });
  }

  /** Closed connections got their close code; the others can still finish their messages. */
  private void assertTheNewestWereEnded(byte[] rest) throws Exception {
    assertMostWereEnded();
    assertOthersAreServed();
    RawWebSocket first = attackers.get(0);
    first.sendRaw(rest);
    assertThat(first.receiveText()).containsAnyOf("response", "length");
    assertThat(attackers.get(LATE).receiveClose()).isEqualTo(1_013);
    eventually(
        () ->
            assertThat(log.warnings().stream().filter(line -> line.contains("exceed the budget")))
                .hasSize((int) ended()));
    assertThat(log.errors()).isEmpty();
    for (RawWebSocket attacker : attackers) {
      attacker.close();
    }
    eventually(() -> assertThat(server.endpoint().assemblyBytes()).isZero());
    eventually(
        () ->
            assertThat(
                    server.endpoint().metrics().values().stream().mapToLong(SocketSnapshot::open))
                .allMatch(open -> open <= 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/socket", "/plain", "/raw"})
  void partialFramesAreLimited(String path) throws Exception {
    byte[] frame = RawWebSocket.frame(0x81, message());
    for (int i = 0; i < ATTACKERS; i++) {
      RawWebSocket attacker = open(path);
      if (!path.equals("/raw")) {
        attacker.sendText(JOIN);
        attacker.receiveText();
      }
      attacker.sendRaw(Arrays.copyOf(frame, HELD));
      waitUntilHeld(i + 1);
    }
    assertTheNewestWereEnded(Arrays.copyOfRange(frame, HELD, frame.length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/socket", "/plain", "/raw"})
  void fragmentedMessagesWithoutAnEndAreLimited(String path) throws Exception {
    byte[] message = message();
    for (int i = 0; i < ATTACKERS; i++) {
      RawWebSocket attacker = open(path);
      if (!path.equals("/raw")) {
        attacker.sendText(JOIN);
        attacker.receiveText();
      }
      attacker.sendFrame(false, RawWebSocket.TEXT, Arrays.copyOf(message, HELD / 2));
      attacker.sendFrame(
          false, RawWebSocket.CONTINUATION, Arrays.copyOfRange(message, HELD / 2, HELD));
      waitUntilHeld(i + 1);
    }
    assertTheNewestWereEnded(
        RawWebSocket.frame(
            0x80 | RawWebSocket.CONTINUATION, Arrays.copyOfRange(message, HELD, message.length)));
  }

  @Test
  void compressedMessagesCountAsReceived() throws Exception {
    byte[] part = new byte[HELD];
    new Random(1).nextBytes(part);
    for (int i = 0; i < ATTACKERS; i++) {
      RawWebSocket attacker = open("/packed", "Sec-WebSocket-Extensions: permessage-deflate");
      attacker.sendText(JOIN);
      attacker.receive();
      attacker.sendRaw(RawWebSocket.frame(0x41, part));
      waitUntilHeld(i + 1);
    }
    assertMostWereEnded();
    assertOthersAreServed();
    assertThat(attackers.get(LATE).receiveClose()).isEqualTo(1_013);
  }

  /** A message is inflated when it has arrived whole. */
  @Test
  void partialMessagesThatInflateToMuchHoldLittle() throws Exception {
    byte[] message = message();
    byte[] few = Deflated.withTail(Arrays.copyOf(message, HELD));
    byte[] rest = Deflated.message(Arrays.copyOfRange(message, HELD, message.length));
    assertThat(few.length).isLessThan(1_000);
    for (int i = 0; i < ATTACKERS; i++) {
      RawWebSocket client = open("/packed", "Sec-WebSocket-Extensions: permessage-deflate");
      client.sendText(JOIN);
      client.receive();
      client.sendRaw(RawWebSocket.frame(0x41, few));
    }
    for (RawWebSocket client : attackers) {
      client.sendRaw(RawWebSocket.frame(0x80, rest));
      assertThat(client.receiveText()).contains("ok");
    }
    assertThat(ended()).isZero();
  }

  @Test
  void partialLongPollBodiesAreLimited() throws Exception {
    LongPoller poller = new LongPoller(server.port()).join("room:a");
    byte[] body = message();
    for (int i = 0; i < ATTACKERS; i++) {
      RawWebSocket attacker = RawWebSocket.connect(server.port());
      attackers.add(attacker);
      attacker.sendRaw(
          ("POST /socket/longpoll?vsn=2.0.0&token="
                  + poller.token()
                  + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                  + "Content-Length: "
                  + body.length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      attacker.sendRaw(Arrays.copyOf(body, HELD));
      waitUntilHeld(i + 1);
    }
    assertMostWereEnded();
    assertOthersAreServed();
    assertThat(attackers.get(LATE).answer().status()).isEqualTo(503);
    attackers.get(0).sendRaw(Arrays.copyOfRange(body, HELD, body.length));
    assertThat(attackers.get(0).answer().status()).isEqualTo(200);
    assertThat(poller.poll().messages()).hasSize(1);
    for (RawWebSocket attacker : attackers) {
      attacker.close();
    }
    eventually(() -> assertThat(server.endpoint().assemblyBytes()).isZero());
  }

  /** Waits until each message counts or caused a close. */
  private void waitUntilHeld(int number) throws Exception {
    eventually(
        () ->
            assertThat(server.endpoint().assemblyBytes())
                .isGreaterThanOrEqualTo(Math.min(HELD * (number - ended()), BUDGET / 2)));
  }

  @Test
  void smallPartialFramesCount() throws Exception {
    byte[] frame = RawWebSocket.frame(0x81, message());
    int number = 0;
    while (ended() == 0) {
      assertThat(number++).isLessThan(BUDGET / 64);
      open("/socket").sendRaw(Arrays.copyOf(frame, 20));
    }
    assertOthersAreServed();
  }

  @Test
  void completeMessagesFreeTheBudget() throws Exception {
    try (RawWebSocket client = server.join("room:a")) {
      byte[] frame = RawWebSocket.frame(0x81, message());
      for (int i = 0; i < 30; i++) {
        client.sendRaw(frame);
        assertThat(client.receiveText()).contains("ok");
      }
      assertThat(server.endpoint().assemblyBytes()).isZero();
      assertThat(ended()).isZero();
    }
  }
}
