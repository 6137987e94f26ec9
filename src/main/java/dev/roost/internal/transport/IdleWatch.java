package dev.roost.internal.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes the connections of one event loop and mount that have been silent for too long. One timer
 * goes round all of them, so that a connection costs a number and not a timer; it finds a silent
 * one late by an eighth of the time-out at most.
 */
final class IdleWatch {
  private static final int ROUNDS_PER_TIMEOUT = 8;

  private final EventLoop loop;
  private final long timeoutMillis;
  private final List<Watched> watched = new ArrayList<>();
  private @Nullable ScheduledFuture<?> timer;
  private long round;

  IdleWatch(EventLoop loop, long timeoutMillis) {
    this.loop = loop;
    this.timeoutMillis = timeoutMillis;
  }

  /** What is watched. Its place in the list is kept in it, so that it can leave at once. */
  abstract static class Watched {
    private int place = -1;
    private long heardIn;

    /** Nothing was heard for the whole time-out. */
    abstract void idle();
  }

  void add(Watched connection) {
    if (timeoutMillis == 0) {
      return;
    }
    connection.heardIn = round;
    connection.place = watched.size();
    watched.add(connection);
    if (timer == null) {
      long period = Math.max(1, timeoutMillis / ROUNDS_PER_TIMEOUT);
      timer = loop.scheduleAtFixedRate(this::goRound, period, period, TimeUnit.MILLISECONDS);
    }
  }

  void heard(Watched connection) {
    connection.heardIn = round;
  }

  void remove(Watched connection) {
    int place = connection.place;
    if (place < 0) {
      return;
    }
    connection.place = -1;
    Watched last = watched.remove(watched.size() - 1);
    if (last != connection) {
      watched.set(place, last);
      last.place = place;
    }
    if (watched.isEmpty() && timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void goRound() {
    round++;
    // Backwards: one that is removed is replaced by one that was seen already.
    for (int i = watched.size() - 1; i >= 0; i--) {
      Watched connection = watched.get(i);
      if (round - connection.heardIn > ROUNDS_PER_TIMEOUT) {
        connection.idle();
      }
    }
  }
}
