package dev.roost.internal.transport.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The guards of one event loop. One timer visits all of them, so a connection costs a place in a
 * list and not a timer. Time is counted in visits. On the event loop only.
 */
final class GuardList {
  private static final int VISITS_PER_LIMIT = 8;
  private static final long MAX_PERIOD_MILLIS = 1_000;

  private final EventLoop loop;
  private final long periodMillis;
  private final List<ConnectionGuard> guards = new ArrayList<>();
  private @Nullable ScheduledFuture<?> timer;
  private int visit;

  /** Guards that wait for at least this long. */
  GuardList(EventLoop loop, long shortestMillis) {
    this.loop = loop;
    this.periodMillis = Math.max(1, Math.min(MAX_PERIOD_MILLIS, shortestMillis / VISITS_PER_LIMIT));
  }

  /** The number of the present visit. */
  int visit() {
    return visit;
  }

  /** Whether a time limit has passed since a visit. A limit of 0 never passes. */
  boolean isOver(long limitMillis, int since) {
    return limitMillis > 0 && (visit - since) * periodMillis > limitMillis;
  }

  void add(ConnectionGuard guard) {
    guard.place = guards.size();
    guards.add(guard);
    if (timer == null) {
      timer =
          loop.scheduleAtFixedRate(
              this::visitAll, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
    }
  }

  void remove(ConnectionGuard guard) {
    int place = guard.place;
    if (place < 0) {
      return;
    }
    guard.place = -1;
    ConnectionGuard last = guards.remove(guards.size() - 1);
    if (last != guard) {
      guards.set(place, last);
      last.place = place;
    }
    if (guards.isEmpty() && timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void visitAll() {
    visit++;
    forEach(ConnectionGuard::check);
  }

  /** Closes all connections that wait for a further request. */
  void closeIdle() {
    forEach(ConnectionGuard::closeIfIdle);
  }

  private void forEach(Consumer<ConnectionGuard> action) {
    // Backwards: a guard that leaves is replaced by one that was visited already.
    for (int i = guards.size() - 1; i >= 0; i--) {
      if (i < guards.size()) {
        action.accept(guards.get(i));
      }
    }
  }
}
