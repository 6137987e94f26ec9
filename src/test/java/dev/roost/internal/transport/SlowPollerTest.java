package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.EndpointOptions;
import dev.roost.LongPollOptions;
import dev.roost.OriginCheck;
import dev.roost.RunningEndpoint;
import dev.roost.channel.ConnectHandler;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.LongPoller.Answer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Long-poll clients that read their responses slowly or not at all. */
@Timeout(120)
class SlowPollerTest {
  private static final int LONG = 60_000;

  /** Larger than any socket buffer of the kernel. */
  private static final int LARGE = 6 << 20;

  private RunningEndpoint server;

  private void start(EndpointOptions endpoint, Consumer<LongPollOptions> change) throws Exception {
    server =
        RunningEndpoint.start(
            endpoint.checkOrigin(OriginCheck.none()),
            socket ->
                socket
                    .connect(ConnectHandler.acceptAll())
                    .channel("room:*", ScriptedChannel::new)
                    .longPoll(change));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void broadcast(String topic, int length) {
    server.endpoint().broadcast(topic, "news", Map.of("text", "x".repeat(length)));
  }

  private long queued() throws Exception {
    return server
        .endpoint()
        .queuedBytes()
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  /** A poll whose response the test reads slowly. */
  private static final class SlowPoll implements AutoCloseable {
    private static final Pattern CONTENT_LENGTH =
        Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE);

    private final Socket socket = new Socket();
    private final InputStream in;

    SlowPoll(int port, LongPoller client) throws IOException {
      socket.setReceiveBufferSize(1 << 14);
      socket.setSoTimeout(20_000);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      String request =
          "GET /socket/longpoll?vsn=2.0.0&token="
              + client.token()
              + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      in = new BufferedInputStream(socket.getInputStream(), 1_024);
    }

    /** Reads the headers and returns the body's length. */
    int readHeaders() throws IOException {
      StringBuilder headers = new StringBuilder();
      while (headers.indexOf("\r\n\r\n") < 0) {
        headers.append((char) in.read());
      }
      Matcher length = CONTENT_LENGTH.matcher(headers);
      assertThat(length.find()).isTrue();
      return Integer.parseInt(length.group(1));
    }

    /** Reads this many bytes, or fewer at the end. */
    int read(int bytes) throws IOException {
      return in.readNBytes(bytes).length;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void slowReaderOfALargeResponseKeepsItsSession() throws Exception {
    // The response takes several times as long as a session may live without a poll.
    start(
        new EndpointOptions(),
        options ->
            options.windowMillis(1_500).maxOutboundBytes(100_000).outboundStallMillis(1_500));
    LongPoller client = new LongPoller(server.port()).join("room:1");
    broadcast("room:1", LARGE);
    eventually(() -> assertThat(queued()).isGreaterThan(LARGE));
    try (SlowPoll poll = new SlowPoll(server.port(), client)) {
      int left = poll.readHeaders();
      assertThat(left).isGreaterThan(LARGE);
      // These exceed the soft limit.
      broadcast("room:1", 200_000);
      broadcast("room:1", 200_000);
      eventually(() -> assertThat(server.metrics().slow()).isEqualTo(1));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
      while (System.nanoTime() < end && left > 0) {
        left -= poll.read(Math.min(left, 20_000));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      assertThat(poll.read(left)).isEqualTo(left);
    }
    assertThat(server.metrics().overloaded()).isZero();
    assertThat(server.metrics().open()).isEqualTo(1);
    assertThat(client.receive(2)).hasSize(2);
    assertThat(server.metrics().overloaded()).isZero();
    assertThat(server.metrics().open()).isEqualTo(1);
    eventually(() -> assertThat(server.endpoint().outbound().bytes()).isZero());
  }

  @Test
  void nonReadingPollerIsDisconnectedAndLosesItsSession() throws Exception {
    start(new EndpointOptions(), options -> options.windowMillis(500));
    LongPoller client = new LongPoller(server.port()).join("room:1");
    broadcast("room:1", LARGE);
    eventually(() -> assertThat(queued()).isGreaterThan(LARGE));
    try (SlowPoll poll = new SlowPoll(server.port(), client)) {
      poll.readHeaders();
      eventually(() -> assertThat(server.metrics().open()).isZero());
      eventually(() -> assertThat(server.endpoint().outbound().bytes()).isZero());
      assertThat(poll.read(2 * LARGE)).isLessThan(LARGE);
    }
  }

  @Test
  void unpolledSessionBeyondTheSoftLimitEnds() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      start(
          new EndpointOptions(),
          options -> options.windowMillis(LONG).maxOutboundBytes(1_000).outboundStallMillis(300));
      new LongPoller(server.port()).join("room:1");
      // A single message is within the limit, whatever its size.
      broadcast("room:1", 100_000);
      broadcast("room:1", 2_000);
      eventually(() -> assertThat(server.metrics().stalled()).isEqualTo(1));
      eventually(() -> assertThat(server.metrics().open()).isZero());
      eventually(() -> assertThat(log.warnings()).hasSize(1));
      assertThat(log.warnings().get(0))
          .contains("the client stopped reading", "transport=longpoll", "messages=2");
    }
  }

  @Test
  void backlogIsSentInResponsesOfLimitedSize() throws Exception {
    start(new EndpointOptions(), options -> options.windowMillis(LONG).maxOutboundBytes(100_000));
    LongPoller client = new LongPoller(server.port()).join("room:1");
    for (int i = 0; i < 50; i++) {
      server
          .endpoint()
          .broadcast(
              "room:1", "news", Map.of("n", i, "text", "x".repeat(i == 7 ? 300_000 : 9_000)));
    }
    eventually(() -> assertThat(queued()).isGreaterThan(700_000));
    List<String> all = new ArrayList<>();
    while (all.size() < 50) {
      Answer answer = client.poll();
      assertThat(answer.messages()).isNotEmpty();
      assertThat(answer.messages().stream().mapToInt(String::length).sum())
          .isLessThan(answer.messages().size() == 1 ? 301_000 : 100_001);
      all.addAll(answer.messages());
    }
    for (int i = 0; i < 50; i++) {
      assertThat(all.get(i)).contains("\"n\":" + i);
    }
    assertThat(server.metrics().overloaded()).isZero();
  }

  @Test
  void sessionsWithTheLongestQueuesEndWhenTheBudgetIsExhausted() throws Exception {
    start(
        new EndpointOptions().outboundBudgetBytes(1_000_000),
        options -> options.windowMillis(LONG).outboundStallMillis(LONG));
    new LongPoller(server.port()).join("room:greedy");
    LongPoller modest = new LongPoller(server.port()).join("room:modest");
    broadcast("room:modest", 100_000);
    for (int i = 0; i < 10; i++) {
      broadcast("room:greedy", 100_000);
    }
    eventually(() -> assertThat(server.metrics().beyondBudget()).isEqualTo(1));
    eventually(() -> assertThat(server.metrics().open()).isEqualTo(1));
    assertThat(server.endpoint().outbound().bytes()).isBetween(100_000L, 200_000L);
    assertThat(modest.receive(1)).hasSize(1);
    eventually(() -> assertThat(server.endpoint().outbound().bytes()).isZero());
  }
}
