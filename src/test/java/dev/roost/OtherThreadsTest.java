package dev.roost;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.internal.transport.RawWebSocket;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A channel's methods, called from threads other than its event loop. */
@Timeout(120)
class OtherThreadsTest {
  private static final int THREADS = 4;
  private static final int PUSHES = 5_000;
  private static final Pattern NUMBERED = Pattern.compile("\"thread\":(\\d+),\"number\":(\\d+)");

  private record Numbered(int thread, int number) {}

  /** Gives itself and its pushes to the test. */
  private final class OpenChannel extends Channel {
    private int changes;

    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    @Override
    public void joined() {
      channels.add(this);
    }

    @Override
    public void handleIn(Push push) {
      pushes.add(push);
    }

    @Override
    public void terminate(StopReason reason) {
      ended.add(reason);
    }

    void sendPush(String event, Object payload) {
      push(event, payload);
    }

    void sendBroadcast(String event, Object payload) {
      broadcast(event, payload);
    }

    void end(StopReason reason) {
      stop(reason);
    }
  }

  private final BlockingQueue<OpenChannel> channels = new LinkedBlockingQueue<>();
  private final BlockingQueue<Push> pushes = new LinkedBlockingQueue<>();
  private final BlockingQueue<StopReason> ended = new LinkedBlockingQueue<>();
  private RunningEndpoint server;
  private RawWebSocket client;
  private OpenChannel channel;

  @BeforeEach
  void join() throws Exception {
    server =
        RunningEndpoint.start(
            socket ->
                socket.connect(ConnectHandler.acceptAll()).channel("room:*", OpenChannel::new));
    client = server.join("room:1");
    channel = taken(channels);
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    server.close();
  }

  private static <T> T taken(BlockingQueue<T> queue) throws InterruptedException {
    T taken = queue.poll(30, TimeUnit.SECONDS);
    assertThat(taken).isNotNull();
    return taken;
  }

  @Test
  void pushesOfEachThreadArriveInOrder() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int own = thread;
      threads.add(
          new Thread(
              () -> {
                for (int number = 0; number < PUSHES; number++) {
                  channel.sendPush("numbered", new Numbered(own, number));
                }
              }));
    }
    threads.forEach(Thread::start);
    Map<Integer, Integer> next = new HashMap<>();
    for (int i = 0; i < THREADS * PUSHES; i++) {
      String text = client.receiveText();
      Matcher numbered = NUMBERED.matcher(text);
      assertThat(numbered.find()).as(text).isTrue();
      int expected = next.merge(Integer.valueOf(numbered.group(1)), 1, Integer::sum) - 1;
      assertThat(Integer.parseInt(numbered.group(2))).isEqualTo(expected);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    client.close();
    eventually(() -> assertThat(server.metrics().open()).isZero());
  }

  @Test
  void replyAndBroadcastKeepTheirThreadsOrder() throws Exception {
    client.sendText("[\"1\",\"2\",\"room:1\",\"ask\",{}]");
    Push push = taken(pushes);
    channel.sendPush("before", Map.of());
    push.reply(Reply.ok());
    channel.sendBroadcast("after", Map.of());
    assertThat(client.receiveText()).contains("\"before\"");
    assertThat(client.receiveText()).contains("phx_reply");
    assertThat(client.receiveText()).contains("\"after\"");
  }

  @Test
  void executeRunsOnTheEventLoopInOrder() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < PUSHES; i++) {
                  channel.run(() -> channel.changes++);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    channel.run(() -> channel.sendPush("changes", Map.of("count", channel.changes)));
    assertThat(client.receiveText()).contains("\"count\":" + THREADS * PUSHES);
  }

  @Test
  void exceptionInExecuteCrashesTheChannel() throws Exception {
    channel.run(
        () -> {
          throw new IllegalStateException("of the test");
        });
    assertThat(client.receiveText()).contains("phx_error");
    assertThat(taken(ended)).isEqualTo(StopReason.ERROR);
  }

  @Test
  void stopFollowsEarlierPushes() throws Exception {
    channel.sendPush("last", Map.of());
    channel.end(StopReason.NORMAL);
    assertThat(client.receiveText()).contains("\"last\"");
    assertThat(client.receiveText()).contains("phx_close");
  }

  @Test
  void presencesAreTrackedAndUpdated() throws Exception {
    Presence presence = server.endpoint().presence(new PresenceOptions());
    presence.track(channel, "ann", Map.of("status", "here"));
    presence
        .update(channel, "ann", Map.of("status", "away"))
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
    assertThat(presence.getByKey("room:1", "ann").get(0).json().path("status").textValue())
        .isEqualTo("away");
  }
}
