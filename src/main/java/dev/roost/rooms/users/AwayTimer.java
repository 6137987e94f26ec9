package dev.roost.rooms.users;

import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Notices that a participant is away: a client that announces itself has been silent. A client that
 * never did is not watched. Used on the channel's event loop only.
 */
public final class AwayTimer {
  /** The event by which a client reports its state. */
  public static final String ALIVE = "alive";

  /** The message that the timer posts to its channel, which then calls {@link #check}. */
  public enum Check {
    /** The only one. */
    DUE
  }

  private final long awayNanos;
  private final BiConsumer<Long, Object> postAfter;
  private final Consumer<Boolean> mark;
  private long heardAt;
  private boolean isRunning;
  private boolean isAway;

  /**
   * A timer that does not run yet.
   *
   * @param awaySeconds how long a client may be silent
   * @param postAfter posts a message to the channel after a number of milliseconds
   * @param mark receives whether the participant is away
   */
  public AwayTimer(int awaySeconds, BiConsumer<Long, Object> postAfter, Consumer<Boolean> mark) {
    this.awayNanos = TimeUnit.SECONDS.toNanos(awaySeconds);
    this.postAfter = postAfter;
    this.mark = mark;
  }

  /** The client has announced itself. */
  public void alive() {
    heardAt = System.nanoTime();
    if (isAway) {
      isAway = false;
      mark.accept(false);
    }
    if (!isRunning) {
      isRunning = true;
      postIn(awayNanos);
    }
  }

  /** Handles {@link Check#DUE}. */
  public void check() {
    long left = awayNanos - (System.nanoTime() - heardAt);
    if (left > 0) {
      postIn(left);
      return;
    }
    isRunning = false;
    isAway = true;
    mark.accept(true);
  }

  private void postIn(long nanos) {
    postAfter.accept(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, Check.DUE);
  }
}
