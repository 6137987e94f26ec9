package dev.roost.channel;

import static dev.roost.testing.PayloadMatch.containing;
import static dev.roost.testing.PayloadMatch.exactly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roost.EndpointOptions;
import dev.roost.pubsub.History;
import dev.roost.serializer.Broadcast;
import dev.roost.testing.TestChannel;
import dev.roost.testing.TestEndpoint;
import dev.roost.testing.TestPush;
import dev.roost.testing.TestSocket;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Blocking channels run their callbacks one at a time, in order, and off the event loop. */
@Timeout(60)
class BlockingChannelTest {
  private static final boolean VIRTUAL_THREADS = Runtime.version().feature() >= 21;
  private static final int POOL = 2;

  /** Unblocks waiting callbacks. */
  private final Semaphore permits = new Semaphore(0);

  private final CountDownLatch blocked = new CountDownLatch(1);
  private final List<String> calls = new ArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();

  private final TestEndpoint endpoint =
      TestEndpoint.create(new EndpointOptions().blockingThreads(POOL))
          .socket(
              "/socket",
              s ->
                  s.connect(ConnectHandler.acceptAll())
                      .maxQueuedMessages(5)
                      .channel("blocking:*", Blocking::new)
                      .channel("kept:*", Blocking::new, History.of(10, Duration.ofMinutes(1)))
                      .channel("loop", OnLoop::new))
          .timeout(Duration.ofSeconds(20));

  /** Without a lock: the engine must order the callbacks. */
  private final class Blocking extends BlockingChannel {
    private int handled;

    @Override
    public Reply join(Join join) {
      requireBlockingThread();
      if (join.payload().json().has("wait")) {
        block();
      }
      return join.payload().json().has("refuse")
          ? Reply.error(Map.of("reason", "refused"))
          : Reply.ok(Map.of("handled", handled));
    }

    @Override
    public void joined() {
      requireBlockingThread();
      push("welcome", Map.of());
    }

    @Override
    public Set<String> intercepts() {
      return Set.of("secret");
    }

    @Override
    public void handleOut(Broadcast broadcast) {
      requireBlockingThread();
      push("revealed", Map.of("handled", handled));
    }

    @Override
    public void handleBroadcast(Broadcast broadcast) {
      requireBlockingThread();
      push("heard", Map.of("event", broadcast.event()));
    }

    @Override
    public void handleInfo(Object message) {
      requireBlockingThread();
      push("info", Map.of("message", message));
    }

    @Override
    public void handleIn(Push push) {
      requireBlockingThread();
      mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
      handled++;
      switch (push.event()) {
        case "block" -> block();
        case "throw" -> throw new IllegalStateException("of the test");
        case "decode" -> push.payload().decode(Integer.class);
        case "reach" -> {
          subscribe("elsewhere");
          forward("posts");
        }
        case "stop" -> {
          push("last", Map.of());
          stop();
        }
        case "hold" -> {
          Promise<Void> held = Promise.promise();
          hold(held.future());
          endpoint.vertx().setTimer(1, timer -> held.complete());
        }
        case "await" -> push("awaited", Map.of("value", Future.succeededFuture(7).await()));
        default -> {}
      }
      push.reply(Reply.ok(Map.of("handled", handled)));
      running.decrementAndGet();
    }

    @Override
    public void terminate(StopReason reason) {
      requireBlockingThread();
      calls.add("terminate " + reason + " after " + handled);
    }
  }

  private static final class OnLoop extends Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    @Override
    public void handleIn(Push push) {
      push.reply(Reply.ok(Context.isOnEventLoopThread()));
    }
  }

  private static void requireBlockingThread() {
    if (Context.isOnEventLoopThread()) {
      throw new IllegalStateException("a blocking callback runs on an event loop");
    }
  }

  private void block() {
    blocked.countDown();
    try {
      if (!permits.tryAcquire(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the test did not let the callback go on");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() {
    permits.release(1_000);
    endpoint.close();
  }

  private static Map<String, Integer> handled(int count) {
    return Map.of("handled", count);
  }

  private void awaitBlocked() throws InterruptedException {
    assertThat(blocked.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void eventLoopStaysFreeWhileACallbackBlocks() throws Exception {
    TestSocket ann = endpoint.connect();
    TestChannel slow = ann.join("blocking:1");
    TestChannel loop = ann.join("loop");
    TestPush waiting = slow.push("block");
    awaitBlocked();
    loop.push("ask").assertReply("ok", exactly(true));
    permits.release();
    waiting.assertReply("ok", exactly(handled(1)));
  }

  @Test
  void messagesAreHandledOneAtATimeInOrder() throws Exception {
    TestChannel channel = endpoint.connect().join("blocking:1");
    channel.assertPush("welcome");
    TestPush first = channel.push("block");
    awaitBlocked();
    List<TestPush> pushes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      pushes.add(channel.push("next"));
    }
    permits.release();
    first.assertReply("ok", exactly(handled(1)));
    for (int i = 0; i < pushes.size(); i++) {
      pushes.get(i).assertReply("ok", exactly(handled(i + 2)));
    }
    assertThat(mostRunning).hasValue(1);
  }

  @Test
  void messagesWaitWhileJoinBlocks() throws Exception {
    TestSocket ann = endpoint.connect();
    TestPush join = ann.joining("blocking:1", Map.of("wait", true));
    awaitBlocked();
    TestPush push = ann.push("blocking:1", "next", Map.of());
    permits.release();
    join.assertReply("ok", exactly(handled(0)));
    push.assertReply("ok", exactly(handled(1)));
    ann.joining("blocking:2", Map.of("refuse", true))
        .assertReply("error", exactly(Map.of("reason", "refused")));
  }

  @Test
  void queueLimitAppliesWhileACallbackBlocks() throws Exception {
    TestChannel channel = endpoint.connect().join("blocking:1");
    channel.push("block");
    awaitBlocked();
    for (int i = 0; i < 6; i++) {
      channel.push("next");
    }
    permits.release();
    channel.assertPush("phx_error");
    assertThat(endpoint.endpoint().metrics().get("/socket").queueOverflows()).isEqualTo(1);
  }

  @Test
  void exceptionCrashesOnlyItsChannel() {
    TestSocket ann = endpoint.connect();
    TestChannel one = ann.join("blocking:1");
    TestChannel two = ann.join("blocking:2");
    one.push("throw");
    one.assertPush("phx_error");
    two.push("next").assertReply("ok");
    ann.join("blocking:1").push("next").assertReply("ok", exactly(handled(1)));
  }

  @Test
  void payloadThatDoesNotDecodeGetsAnErrorReply() {
    TestChannel channel = endpoint.connect().join("blocking:1");
    channel
        .push("decode", Map.of())
        .assertReply("error", containing(Map.of("reason", "invalid payload")));
    channel.push("next").assertReply("ok", exactly(handled(2)));
  }

  @Test
  void terminateRunsAfterTheBlockedCallback() throws Exception {
    TestSocket ann = endpoint.connect();
    TestChannel channel = ann.join("blocking:1");
    channel.push("block");
    awaitBlocked();
    permits.release();
    ann.close();
    endpoint.settle();
    assertThat(calls).containsExactly("terminate CLOSED after 1");
  }

  @Test
  void stopFollowsEarlierPushes() {
    TestChannel channel = endpoint.connect().join("blocking:1");
    channel.push("stop").assertReply("ok");
    channel.assertPush("last");
    channel.assertPush("phx_close");
  }

  @Test
  void heldMessagesAreHandledLater() {
    TestChannel channel = endpoint.connect().join("blocking:1");
    TestPush first = channel.push("hold");
    TestPush second = channel.push("next");
    first.assertReply("ok", exactly(handled(1)));
    second.assertReply("ok", exactly(handled(2)));
  }

  @Test
  void interceptedBroadcastsAndInfosAreCallbacksToo() {
    TestChannel channel = endpoint.connect().join("blocking:1");
    endpoint.broadcastFrom("blocking:1", "secret", Map.of());
    channel.assertPush("revealed", exactly(handled(0)));
  }

  @Test
  void otherTopicsReachHandleBroadcastOrAreForwarded() {
    TestSocket client = endpoint.connect();
    TestChannel channel = client.join("blocking:1");
    channel.push("reach").assertReply("ok");
    endpoint.endpoint().broadcast("elsewhere", "news", Map.of());
    channel.assertPush("heard", exactly(Map.of("event", "news")));
    TestPush waiting = channel.push("block");
    endpoint.endpoint().broadcast("posts", "added", Map.of());
    client.assertMessage("posts", "added");
    permits.release();
    waiting.assertReply("ok");
  }

  @Test
  void missedBroadcastsPassHandleOutBeforeJoined() {
    TestChannel first = endpoint.connect().join("kept:1");
    String position = first.assertPush("history_position").json().path(History.ID).textValue();
    endpoint.broadcastFrom("kept:1", "secret", Map.of());
    first.assertPush("revealed");
    TestChannel second = endpoint.connect().join("kept:1", Map.of("since", position));
    assertThat(second.assertPush("revealed").json().has(History.ID)).isTrue();
    second.assertPush("welcome");
  }

  @Test
  void awaitParksAVirtualThread() {
    assumeTrue(VIRTUAL_THREADS);
    TestChannel channel = endpoint.connect().join("blocking:1");
    channel.push("await").assertReply("ok");
    channel.assertPush("awaited", exactly(Map.of("value", 7)));
  }

  @Test
  void withoutVirtualThreadsThePoolIsBounded() throws Exception {
    assumeTrue(!VIRTUAL_THREADS);
    TestSocket ann = endpoint.connect();
    List<TestChannel> channels = new ArrayList<>();
    for (int i = 0; i < 3 * POOL; i++) {
      channels.add(ann.join("blocking:" + i));
    }
    List<TestPush> pushes = channels.stream().map(channel -> channel.push("block")).toList();
    awaitBlocked();
    permits.release(3 * POOL);
    pushes.forEach(push -> push.assertReply("ok"));
    assertThat(mostRunning.get()).isBetween(1, POOL);
  }

  @Test
  void poolSurvivesGarbageCollections() throws Exception {
    TestChannel channel = endpoint.connect().join("blocking:1");
    channel.push("next").assertReply("ok", exactly(handled(1)));
    for (int i = 0; i < 3; i++) {
      awaitCollection();
    }
    channel.push("next").assertReply("ok", exactly(handled(2)));
  }

  /**
   * Returns after the JVM has run the cleaners of objects that were unreachable before the call.
   */
  private static void awaitCollection() throws InterruptedException {
    CountDownLatch cleaned = new CountDownLatch(1);
    Cleaner.create().register(new Object(), cleaned::countDown);
    do {
      System.gc();
    } while (!cleaned.await(100, TimeUnit.MILLISECONDS));
  }
}
