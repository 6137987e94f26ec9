package dev.roost.internal.pubsub;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.internal.session.CapturedLog;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Broadcasts between several event loops and threads. */
@Timeout(60)
class LoopsTest {
  private static final int LOOPS = 3;

  private final EventExecutorGroup group = new DefaultEventExecutorGroup(LOOPS);
  private final LocalPubSub pubSub = new LocalPubSub();

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static Broadcast numbered(int sender, int number) {
    return new Broadcast("t", "e" + sender, Payload.json("{\"n\":" + number + "}"));
  }

  private static int number(Broadcast broadcast) {
    return broadcast.payload().json().path("n").intValue();
  }

  private static <T> T on(EventExecutor loop, java.util.concurrent.Callable<T> work) {
    return loop.submit(work).syncUninterruptibly().getNow();
  }

  private Subscription subscribe(EventExecutor loop, String topic, Subscriber subscriber) {
    return on(loop, () -> pubSub.subscribe(loop, topic, subscriber));
  }

  /** Records broadcasts, on its loop's thread only. */
  private static final class Notebook implements Subscriber {
    final Map<String, ConcurrentLinkedQueue<Integer>> bySender = new ConcurrentHashMap<>();
    final AtomicInteger count = new AtomicInteger();
    final EventExecutor loop;
    volatile boolean onAnotherThread;

    Notebook(EventExecutor loop) {
      this.loop = loop;
    }

    @Override
    public void deliver(Dispatch dispatch) {
      if (!loop.inEventLoop()) {
        onAnotherThread = true;
      }
      if (!dispatch.isFrom(this)) {
        bySender
            .computeIfAbsent(dispatch.broadcast().event(), e -> new ConcurrentLinkedQueue<>())
            .add(number(dispatch.broadcast()));
        count.incrementAndGet();
      }
    }
  }

  private List<Notebook> oneOnEachLoop() {
    List<Notebook> notebooks = new ArrayList<>();
    for (int i = 0; i < LOOPS; i++) {
      Notebook notebook = new Notebook(group.next());
      subscribe(notebook.loop, "t", notebook);
      notebooks.add(notebook);
    }
    return notebooks;
  }

  @Test
  void broadcastsOfEachThreadArriveInOrderOnEveryLoop() throws Exception {
    int senders = 4;
    int each = 500;
    List<Notebook> notebooks = oneOnEachLoop();
    for (int s = 0; s < senders; s++) {
      int sender = s;
      Runnable work =
          () -> {
            for (int n = 0; n < each; n++) {
              pubSub.broadcast(numbered(sender, n), null);
            }
          };
      // Two of the senders are event loops, one of them with a subscriber.
      if (s < 2) {
        notebooks.get(s).loop.execute(work);
      } else {
        new Thread(work).start();
      }
    }
    for (Notebook notebook : notebooks) {
      eventually(() -> assertThat(notebook.count.get()).isEqualTo(senders * each));
      assertThat(notebook.onAnotherThread).isFalse();
      assertThat(notebook.bySender).hasSize(senders);
      notebook
          .bySender
          .values()
          .forEach(heard -> assertThat(List.copyOf(heard)).hasSize(each).isSorted());
    }
  }

  @Test
  void subscribersOnTheSendersLoopReceiveBeforeBroadcastReturns() {
    Notebook notebook = new Notebook(group.next());
    subscribe(notebook.loop, "t", notebook);
    int heard =
        on(
            notebook.loop,
            () -> {
              pubSub.broadcast(numbered(0, 1), null);
              return notebook.count.get();
            });
    assertThat(heard).isEqualTo(1);
  }

  @Test
  void broadcastFromSkipsOnlyTheSender() throws Exception {
    List<Notebook> notebooks = oneOnEachLoop();
    pubSub.broadcast(numbered(0, 1), notebooks.get(0));
    pubSub.localBroadcast(numbered(1, 2), null);
    eventually(() -> assertThat(notebooks.get(0).count.get()).isEqualTo(1));
    eventually(() -> assertThat(notebooks.get(1).count.get()).isEqualTo(2));
    eventually(() -> assertThat(notebooks.get(2).count.get()).isEqualTo(2));
    assertThat(notebooks.get(0).bySender).containsOnlyKeys("e1");
  }

  @Test
  void broadcastsOfOneBatchArriveInOneTaskAndInOrder() throws Exception {
    List<Notebook> notebooks = oneOnEachLoop();
    EventExecutor own = notebooks.get(0).loop;
    EventExecutor other = notebooks.get(1).loop;
    List<Integer> counts = new CopyOnWriteArrayList<>();
    on(
        own,
        () -> {
          pubSub.localBroadcasts(List.of(numbered(0, 1), numbered(0, 2), numbered(0, 3)));
          // On the own loop before the call returns, on the others before their next task.
          counts.add(notebooks.get(0).count.get());
          return other.submit(() -> counts.add(notebooks.get(1).count.get()));
        });
    eventually(() -> assertThat(counts).containsExactly(3, 3));
    for (Notebook notebook : notebooks) {
      eventually(() -> assertThat(notebook.count).hasValue(3));
      assertThat(notebook.bySender.get("e0")).containsExactly(1, 2, 3);
      assertThat(notebook.onAnotherThread).isFalse();
    }
  }

  @Test
  void faultySubscriberDoesNotKeepTheRestOfABatchFromOthers() throws Exception {
    Notebook notebook = new Notebook(group.next());
    subscribe(notebook.loop, "t", notebook);
    subscribe(
        notebook.loop,
        "faulty",
        dispatch -> {
          throw new IllegalStateException("a fault on purpose");
        });
    Broadcast faulty = new Broadcast("faulty", "e", Payload.EMPTY);
    try (CapturedLog log = new CapturedLog()) {
      pubSub.localBroadcasts(List.of(numbered(0, 1), faulty, numbered(0, 2)));
      eventually(() -> assertThat(notebook.bySender.get("e0")).containsExactly(1, 2));
      assertThat(log.errors()).singleElement().asString().contains("topic=faulty");
    }
  }

  @Test
  void broadcastAfterSubscribingIsReceived() {
    for (int i = 0; i < 200; i++) {
      EventExecutor loop = group.next();
      Notebook notebook = new Notebook(loop);
      Subscription subscription = subscribe(loop, "t", notebook);
      pubSub.broadcast(numbered(0, i), null);
      assertThat(on(loop, notebook.count::get)).isEqualTo(1);
      on(
          loop,
          () -> {
            subscription.cancel();
            return true;
          });
    }
    assertThat(Subscriptions.topicsOf(pubSub)).isEmpty();
  }

  @Test
  void newSubscribersDoNotReceiveBroadcastsInFlight() throws Exception {
    EventExecutor loop = group.next();
    Notebook before = new Notebook(loop);
    Notebook after = new Notebook(loop);
    Subscription subscription = subscribe(loop, "t", before);
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch sent = new CountDownLatch(1);
    io.netty.util.concurrent.Future<?> moved =
        loop.submit(
            () -> {
              busy.countDown();
              assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
              subscription.cancel();
              pubSub.localBroadcast(numbered(0, 2), null);
              pubSub.subscribe(loop, "t", after);
              return null;
            });
    assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
    pubSub.localBroadcast(numbered(0, 1), null);
    sent.countDown();
    moved.sync();
    pubSub.localBroadcast(numbered(0, 3), null);
    // Otherwise it would receive 1 and miss 2, which came later.
    eventually(() -> assertThat(after.bySender.get("e0")).containsExactly(3));
    assertThat(before.count).hasValue(0);
  }

  @Test
  void interestedLoopsAreCorrectAfterChurn() throws Exception {
    CountDownLatch done = new CountDownLatch(LOOPS);
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    for (int i = 0; i < LOOPS; i++) {
      EventExecutor loop = group.next();
      loop.execute(
          () -> {
            try {
              comeAndGo(loop);
            } catch (Throwable failure) {
              failures.add(failure);
            } finally {
              done.countDown();
            }
          });
    }
    while (done.getCount() > 0) {
      pubSub.broadcast(numbered(9, 1), null);
    }
    assertThat(failures).isEmpty();
    assertThat(Subscriptions.topicsOf(pubSub)).isEmpty();
    oneOnEachLoop();
    assertThat(Subscriptions.loopsOf(pubSub, "t")).isEqualTo(LOOPS);
  }

  private void comeAndGo(EventExecutor loop) {
    for (int i = 0; i < 2_000; i++) {
      AtomicInteger heard = new AtomicInteger();
      Subscription one = pubSub.subscribe(loop, "t", dispatch -> heard.incrementAndGet());
      Subscription two = pubSub.subscribe(loop, "t" + i % 7, dispatch -> {});
      pubSub.broadcast(numbered(0, i), null);
      one.cancel();
      two.cancel();
      assertThat(heard.get()).isEqualTo(1);
    }
  }

  @Test
  void framesAreReleasedWhenAllLoopsHaveDelivered() throws Exception {
    CountingSerializer serializer = new CountingSerializer();
    List<Dispatch> dispatches = new CopyOnWriteArrayList<>();
    for (int i = 0; i < LOOPS * 4; i++) {
      subscribe(
          group.next(),
          "t",
          dispatch -> {
            dispatches.add(dispatch);
            assertThat(dispatch.frame(serializer)).isNotNull();
          });
    }
    for (int i = 0; i < 100; i++) {
      pubSub.broadcast(numbered(0, i), null);
    }
    eventually(() -> assertThat(dispatches).hasSize(100 * LOOPS * 4));
    eventually(() -> assertThat(dispatches).allMatch(dispatch -> dispatch.refCnt() == 0));
    serializer.assertAllFreed();
    // Two loops may encode at the same time, and one of them discards its frame.
    assertThat(serializer.encoded()).isBetween(100, 100 * LOOPS);
  }

  @Test
  void broadcastToAStoppedLoopIsDroppedAndReleased() throws Exception {
    CountingSerializer serializer = new CountingSerializer();
    List<Dispatch> dispatches = new CopyOnWriteArrayList<>();
    Subscriber noting =
        dispatch -> {
          dispatches.add(dispatch);
          dispatch.frame(serializer);
        };
    EventExecutorGroup doomed = new DefaultEventExecutorGroup(1);
    EventExecutor alive = group.next();
    subscribe(doomed.next(), "t", noting);
    subscribe(alive, "t", noting);
    doomed.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();

    pubSub.broadcast(numbered(0, 1), null);

    eventually(() -> assertThat(dispatches).hasSize(1));
    eventually(() -> assertThat(dispatches.get(0).refCnt()).isZero());
    serializer.assertAllFreed();
  }

  @Test
  void failingSubscriberDoesNotLeakTheFrame() throws Exception {
    CountingSerializer serializer = new CountingSerializer();
    List<Dispatch> dispatches = new CopyOnWriteArrayList<>();
    EventExecutor loop = group.next();
    subscribe(
        loop,
        "t",
        dispatch -> {
          dispatches.add(dispatch);
          dispatch.frame(serializer);
          throw new IllegalStateException("a subscriber must not, but did");
        });
    try (CapturedLog log = new CapturedLog()) {
      pubSub.broadcast(numbered(0, 1), null);
      eventually(() -> assertThat(dispatches).hasSize(1));
      eventually(() -> assertThat(dispatches.get(0).refCnt()).isZero());
      // Netty logs it after the release.
      eventually(() -> assertThat(log.warnings()).hasSize(1));
    }
    serializer.assertAllFreed();
  }
}
