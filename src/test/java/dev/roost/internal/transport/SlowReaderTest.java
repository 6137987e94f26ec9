package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.EndpointOptions;
import dev.roost.RunningEndpoint;
import dev.roost.WebSocketOptions;
import dev.roost.channel.CloseCode;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Reply;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that read slowly are not closed like clients that stop reading. */
@ParameterizedClass(name = "{0}")
@EnumSource(ConnectionType.class)
@Timeout(120)
class SlowReaderTest {
  private static final int SOFT_LIMIT = 100_000;
  private static final int HARD_LIMIT = 1 << 20;

  /** Larger than any socket buffer of the kernel, and incompressible. */
  private static final String LARGE = ConnectionType.random(3 << 20);

  @Parameter ConnectionType type;

  @TempDir Path directory;

  private final List<ScriptedChannel> channels = new CopyOnWriteArrayList<>();
  private RunningEndpoint server;
  private RawWebSocket client;

  private void start(Consumer<WebSocketOptions> change) throws Exception {
    server =
        type.start(
            directory,
            new EndpointOptions(),
            socket ->
                socket
                    .connect(ConnectHandler.acceptAll())
                    .channel("room:*", this::newChannel)
                    .webSocket(
                        options ->
                            change.accept(
                                options
                                    .maxOutboundBytes(SOFT_LIMIT)
                                    .outboundHardLimitBytes(HARD_LIMIT))));
    client = type.join(server, directory, "room:1");
  }

  private ScriptedChannel newChannel() {
    ScriptedChannel channel =
        new ScriptedChannel()
            .onIn(
                (self, push) ->
                    push.reply(
                        push.event().equals("large")
                            ? Reply.ok(Map.of("text", LARGE))
                            : Reply.ok(push.payload())));
    channels.add(channel);
    return channel;
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  private void send(String event) throws Exception {
    client.sendText("[\"1\",\"2\",\"room:1\",\"" + event + "\",{}]");
  }

  private int receiveWhole() throws Exception {
    return ConnectionType.receiveWhole(client);
  }

  @Test
  void messageLargerThanAllLimitsAndLaterOnesArriveCompletely() throws Exception {
    start(options -> {});
    send("large");
    for (int i = 0; i < 20; i++) {
      send("small");
    }
    eventually(() -> assertThat(channels.get(0).calls).hasSizeGreaterThanOrEqualTo(22));
    // All messages are written now, and most of the large one is queued.
    assertThat(await(server)).isGreaterThan(HARD_LIMIT);
    assertThat(receiveWhole()).isGreaterThan(LARGE.length() / 4 * 3);
    for (int i = 0; i < 20; i++) {
      receiveWhole();
    }
    assertThat(server.metrics().overloaded()).isZero();
    eventually(() -> assertThat(server.endpoint().outbound().bytes()).isZero());
  }

  private static long await(RunningEndpoint server) throws Exception {
    return server
        .endpoint()
        .queuedBytes()
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  @Test
  void clientBeyondTheSoftLimitStaysOpenWhileItReads() throws Exception {
    // Much longer than any pause of this test.
    start(options -> options.outboundStallMillis(1_500).outboundHardLimitBytes(64 << 20));
    send("large");
    send("large");
    eventually(() -> assertThat(server.metrics().slow()).isEqualTo(1));
    // So slowly that the kernel accepts no bytes for longer than the timeout.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
    int read = 0;
    while (System.nanoTime() < end) {
      for (int i = 0; i < 2_000; i++, read++) {
        client.receiveByte();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    assertThat(read).isLessThan(LARGE.length());
    assertThat(server.metrics().slow()).isEqualTo(1);
    assertThat(server.metrics().overloaded()).isZero();
    assertThat(server.metrics().open()).isEqualTo(1);
  }

  @Test
  void clientBeyondTheSoftLimitIsClosedWhenItStopsReading() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      start(
          options ->
              options
                  .outboundStallMillis(400)
                  .outboundHardLimitBytes(64 << 20)
                  .closeTimeoutMillis(60_000));
      send("large");
      send("large");
      eventually(() -> assertThat(server.metrics().stalled()).isEqualTo(1));
      eventually(() -> assertThat(server.metrics().open()).isZero());
      eventually(() -> assertThat(server.metrics().slow()).isZero());
      assertThat(server.metrics().overloaded()).isEqualTo(1);
      assertThat(log.warnings()).hasSize(1);
      assertThat(log.warnings().get(0))
          .contains("the client stopped reading", "socket=/socket", "stall_timeout=400ms");
    }
    if (type != ConnectionType.COMPRESSED) {
      assertThat(client.receiveClose()).isEqualTo(CloseCode.OVERLOADED);
    }
  }

  @Test
  void singleLargeMessageIsWithinTheSoftLimit() throws Exception {
    start(options -> options.outboundStallMillis(100));
    send("large");
    // Each round of the watch checks it, while a second client is slow.
    try (RawWebSocket second = type.join(server, directory, "room:2")) {
      second.sendText("[\"1\",\"2\",\"room:2\",\"large\",{}]");
      second.sendText("[\"1\",\"2\",\"room:2\",\"large\",{}]");
      eventually(() -> assertThat(server.metrics().stalled()).isEqualTo(1));
    }
    receiveWhole();
    assertThat(server.metrics().overloaded()).isEqualTo(1);
  }

  @Test
  void clientBeyondTheHardLimitIsClosedAtOnce() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      start(options -> options.closeTimeoutMillis(500));
      send("large");
      send("large");
      // The second message is queued behind the first and was within the limit.
      send("small");
      eventually(() -> assertThat(server.metrics().beyondHardLimit()).isEqualTo(1));
      eventually(() -> assertThat(log.warnings()).hasSize(1));
      assertThat(log.warnings().get(0))
          .contains("the client is too far behind", "hard_limit=" + HARD_LIMIT);
      // It never reads the close frame.
      eventually(() -> assertThat(client.isClosedByServer()).isTrue());
      eventually(() -> assertThat(server.endpoint().outbound().bytes()).isZero());
      assertThat(log.warnings()).hasSize(1);
    }
  }
}
