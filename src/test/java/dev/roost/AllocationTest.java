package dev.roost;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Forwarding;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.internal.transport.RawWebSocket;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Bounds the bytes that event loops allocate for each message, by the JVM's counters. Allocations
 * that the JIT compiler removes count until it has compiled the code, so the round with the fewest
 * bytes counts.
 */
@Timeout(120)
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CLIENTS = 200;
  private static final int MESSAGES = 50;
  private static final int MAX_ROUNDS = 60;

  private final List<RawWebSocket> clients = new ArrayList<>();
  private RunningEndpoint server;

  /** A load with one operation per client. */
  private interface Round {
    void run() throws IOException;
  }

  private static final class EchoChannel extends Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    @Override
    public void handleIn(Push push) {
      if (push.event().equals("forward")) {
        forward("posts", Forwarding.AS_IS.asTopic("mine").asEvent("told"));
      }
      push.reply(Reply.ok(push.payload()));
    }
  }

  @BeforeEach
  void start() throws Exception {
    server =
        RunningEndpoint.start(
            socket ->
                socket
                    .connect(request -> ConnectResult.accept().now())
                    .channel("room:*", EchoChannel::new));
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(server.join("room:1"));
    }
  }

  @AfterEach
  void stop() throws IOException {
    for (RawWebSocket client : clients) {
      client.close();
    }
    server.close();
  }

  @Test
  void deliveryAllocatesAlmostNothing() throws Exception {
    Map<String, String> payload = Map.of("text", "x".repeat(180));
    assertThat(
            leanest(
                8,
                () -> {
                  server.endpoint().broadcast("room:1", "news", payload);
                  for (RawWebSocket client : clients) {
                    client.receive();
                  }
                }))
        .as("bytes for each delivery")
        .isLessThanOrEqualTo(8);
  }

  @Test
  void forwardedDeliveryAllocatesTheSame() throws Exception {
    for (RawWebSocket client : clients) {
      client.sendText("[\"1\",\"2\",\"room:1\",\"forward\",{}]");
      client.receive();
    }
    Map<String, String> payload = Map.of("text", "x".repeat(180));
    assertThat(
            leanest(
                8,
                () -> {
                  server.endpoint().broadcast("posts", "news", payload);
                  for (RawWebSocket client : clients) {
                    client.receive();
                  }
                }))
        .as("bytes for each delivery under another topic")
        .isLessThanOrEqualTo(8);
  }

  @Test
  void pushAndReplyAllocateOnlyTheirFields() throws Exception {
    String push = "[\"1\",\"2\",\"room:1\",\"echo\",{\"text\":\"" + "x".repeat(100) + "\"}]";
    assertThat(
            leanest(
                768,
                () -> {
                  for (RawWebSocket client : clients) {
                    client.sendText(push);
                  }
                  for (RawWebSocket client : clients) {
                    client.receive();
                  }
                }))
        .as("bytes for each push and reply")
        .isLessThanOrEqualTo(768);
  }

  private static double leanest(int enough, Round round) throws IOException {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < MAX_ROUNDS && least > enough; i++) {
      long before = allocatedByEventLoops();
      for (int message = 0; message < MESSAGES; message++) {
        round.run();
      }
      double each = (double) (allocatedByEventLoops() - before) / (CLIENTS * MESSAGES);
      least = Math.min(least, each);
    }
    return least;
  }

  private static long allocatedByEventLoops() {
    long[] eventLoops =
        Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
            .filter(thread -> thread != null && thread.getThreadName().contains("eventloop"))
            .mapToLong(ThreadInfo::getThreadId)
            .toArray();
    return Arrays.stream(THREADS.getThreadAllocatedBytes(eventLoops)).sum();
  }
}
