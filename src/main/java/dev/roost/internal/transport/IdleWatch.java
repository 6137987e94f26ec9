package dev.roost.internal.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes the silent connections of one event loop and mount. One timer visits all of them, so a
 * connection costs a number instead of a timer. The timer finds a silent connection at most an
 * eighth of the timeout late.
 */
final class IdleWatch {
  private static final int ROUNDS_PER_TIMEOUT = 8;

  private final EventLoop loop;
  private final long timeoutMillis;
  private final List<Entry> entries = new ArrayList<>();
  private @Nullable ScheduledFuture<?> timer;
  private long round;

  IdleWatch(EventLoop loop, long timeoutMillis) {
    this.loop = loop;
    this.timeoutMillis = timeoutMillis;
  }

  /** A connection. It keeps its place in the list, so that its removal needs no search. */
  abstract static class Entry {
    private int place = -1;
    private long activeIn;

    /** Called after a whole timeout without activity. */
    abstract void idle();
  }

  void add(Entry connection) {
    if (timeoutMillis == 0) {
      return;
    }
    connection.activeIn = round;
    connection.place = entries.size();
    entries.add(connection);
    if (timer == null) {
      long period = Math.max(1, timeoutMillis / ROUNDS_PER_TIMEOUT);
      timer = loop.scheduleAtFixedRate(this::goRound, period, period, TimeUnit.MILLISECONDS);
    }
  }

  void recordActivity(Entry connection) {
    connection.activeIn = round;
  }

  void remove(Entry connection) {
    int place = connection.place;
    if (place < 0) {
      return;
    }
    connection.place = -1;
    Entry last = entries.remove(entries.size() - 1);
    if (last != connection) {
      entries.set(place, last);
      last.place = place;
    }
    if (entries.isEmpty() && timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void goRound() {
    round++;
    // Backwards: one that is removed is replaced by one that was seen already.
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry connection = entries.get(i);
      if (round - connection.activeIn > ROUNDS_PER_TIMEOUT) {
        connection.idle();
      }
    }
  }
}
