package dev.roost.internal.pubsub;

import dev.roost.pubsub.History;
import dev.roost.pubsub.HistoryBounds;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A pub/sub with histories on event loops without Vert.x, and a clock that the test sets. */
final class HistoryLoops implements AutoCloseable {
  final AtomicLong nanos = new AtomicLong();
  final LocalPubSub pubSub;
  private final EventExecutorGroup group = new DefaultEventExecutorGroup(3);

  HistoryLoops(HistoryBounds bounds) {
    pubSub = new LocalPubSub(bounds, nanos::get);
  }

  HistoryLoops() {
    this(HistoryBounds.DEFAULT);
  }

  EventExecutor next() {
    return group.next();
  }

  static <T> T on(EventExecutor loop, Callable<T> work) {
    return loop.submit(work).syncUninterruptibly().getNow();
  }

  /** A new listener. */
  HistoryListener listener(String topic, History history) {
    return new HistoryListener(this, topic, history);
  }

  void broadcast(String topic, String event, int number) {
    broadcast(new Broadcast(topic, event, Payload.json("{\"n\":" + number + "}")));
  }

  void broadcast(Broadcast broadcast) {
    pubSub.broadcast(broadcast, null);
  }

  void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
