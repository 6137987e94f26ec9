package dev.roost.internal.transport;

import dev.roost.internal.session.Overload;
import dev.roost.internal.session.SocketMetrics;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one event loop and mount for which something waits: counts it in the
 * endpoint's {@link OutboundBudget}, and tells slow clients from clients that do not read.
 *
 * <p>A connection is in the list only while the network has not taken all that it was sent, so that
 * the others cost nothing. One timer goes round the list. A client beyond the soft limit is slow
 * for as long as bytes leave, and has stopped reading when none has left for the stall timeout; the
 * watch notices that late by an eighth of it, and a second, at most.
 */
final class BacklogWatch {
  private static final Logger log = LoggerFactory.getLogger(BacklogWatch.class);

  private static final int ROUNDS_PER_TIMEOUT = 8;

  /** The watch counts again at least this often. */
  private static final long MAX_PERIOD_MILLIS = 1_000;

  private final EventLoop loop;
  private final String mount;
  private final OutboundLimits limits;
  private final SocketMetrics metrics;
  private final OutboundBudget budget;
  private final long periodMillis;
  private final List<Backlog> backlogs = new ArrayList<>();
  private @Nullable ScheduledFuture<?> timer;

  /**
   * A watch without connections.
   *
   * @param mount where the connections are served, for logs
   */
  BacklogWatch(
      EventLoop loop,
      String mount,
      OutboundLimits limits,
      SocketMetrics metrics,
      OutboundBudget budget) {
    this.loop = loop;
    this.mount = mount;
    this.limits = limits;
    this.metrics = metrics;
    this.budget = budget;
    this.periodMillis =
        Math.max(1, Math.min(MAX_PERIOD_MILLIS, limits.stallMillis() / ROUNDS_PER_TIMEOUT));
    budget.add(this);
  }

  EventLoop loop() {
    return loop;
  }

  /** Something waits for the client: watches it from now on, and counts what waits. */
  void note(Backlog backlog) {
    long waiting = backlog.waitingBytes();
    if (waiting == 0) {
      remove(backlog);
      return;
    }
    if (backlog.place < 0) {
      backlog.place = backlogs.size();
      backlog.roundsWithoutProgress = 0;
      backlogs.add(backlog);
      if (timer == null) {
        timer =
            loop.scheduleAtFixedRate(
                this::goRound, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
      }
    }
    count(backlog, waiting);
  }

  /**
   * Whether so much waits for the client that it must not get more. The connection is ended then.
   */
  boolean isBeyondHardLimit(Backlog backlog) {
    note(backlog);
    if (roomFor(backlog) >= 0) {
      return false;
    }
    endBeyondHardLimit(backlog);
    return true;
  }

  /** So much waits for the client, by another measure than bytes, that it must not get more. */
  void endBeyondHardLimit(Backlog backlog) {
    end(backlog, Overload.HARD_LIMIT);
  }

  /** How many more bytes may wait for the client; negative if it is beyond the hard limit. */
  long roomFor(Backlog backlog) {
    return limits.hardBytes() - backlog.bytesBehindHead();
  }

  /** Nothing waits any more, or the connection is gone. */
  void remove(Backlog backlog) {
    int place = backlog.place;
    if (place < 0) {
      return;
    }
    backlog.place = -1;
    Backlog last = backlogs.remove(backlogs.size() - 1);
    if (last != backlog) {
      backlogs.set(place, last);
      last.place = place;
    }
    setBeyondSoftLimit(backlog, false);
    budget.change(-backlog.countedBytes);
    backlog.countedBytes = 0;
    backlog.seenBytes = 0;
  }

  // Assumes that the bytes that left were shared with other connections as much as the rest.
  private void count(Backlog backlog, long waiting) {
    long seen = backlog.seenBytes;
    long counted =
        waiting >= seen
            ? backlog.countedBytes + waiting - seen
            : (long) ((double) backlog.countedBytes * waiting / seen);
    setCounted(backlog, waiting, counted);
  }

  private void setCounted(Backlog backlog, long waiting, long counted) {
    long change = counted - backlog.countedBytes;
    backlog.seenBytes = waiting;
    backlog.countedBytes = counted;
    budget.change(change);
  }

  private void setBeyondSoftLimit(Backlog backlog, boolean beyond) {
    if (backlog.beyondSoftLimit != beyond) {
      backlog.beyondSoftLimit = beyond;
      metrics.changeSlow(beyond ? 1 : -1);
    }
  }

  private void goRound() {
    // Backwards: one that is removed is replaced by one that was seen already.
    for (int i = backlogs.size() - 1; i >= 0; i--) {
      Backlog backlog = backlogs.get(i);
      note(backlog);
      if (backlog.place >= 0 && !backlog.isEnded()) {
        check(backlog);
      }
    }
    budget.check();
    if (backlogs.isEmpty() && timer != null) {
      // Not when the last one is removed: a busy loop would make a timer for each large message.
      timer.cancel(false);
      timer = null;
    }
  }

  private void check(Backlog backlog) {
    boolean progressed = backlog.hasProgressed();
    setBeyondSoftLimit(backlog, backlog.bytesBehindHead() > limits.softBytes());
    if (progressed || !backlog.beyondSoftLimit) {
      backlog.roundsWithoutProgress = 0;
    } else if (++backlog.roundsWithoutProgress * periodMillis >= limits.stallMillis()) {
      end(backlog, Overload.STALLED);
    }
  }

  private void end(Backlog backlog, Overload why) {
    if (!backlog.markEnded()) {
      return;
    }
    metrics.countOverloaded(why);
    log.warn(
        "closing connection: {} socket={} {} queued={} behind={} soft_limit={} hard_limit={}"
            + " stall_timeout={}ms",
        why.cause(),
        mount,
        backlog.describe(),
        backlog.waitingBytes(),
        backlog.bytesBehindHead(),
        limits.softBytes(),
        limits.hardBytes(),
        limits.stallMillis());
    setBeyondSoftLimit(backlog, false);
    backlog.end(why);
  }

  // -- For the budget

  /** Counts the memory that each backlog really takes, after what can leave has left. */
  void recount() {
    for (int i = backlogs.size() - 1; i >= 0; i--) {
      Backlog backlog = backlogs.get(i);
      backlog.flush();
      long waiting = backlog.waitingBytes();
      if (waiting == 0) {
        remove(backlog);
      } else {
        setCounted(backlog, waiting, Math.min(waiting, backlog.ownBytes()));
      }
    }
  }

  /** All there are, counted exactly, for another thread to choose from. */
  List<Candidate> candidates() {
    recount();
    return backlogs.stream()
        .map(
            backlog ->
                new Candidate(
                    this, backlog, backlog.countedBytes, backlog.roundsWithoutProgress > 0))
        .toList();
  }

  /**
   * A connection that could be ended to make room.
   *
   * @param bytes what that would free
   * @param stalled whether no byte has left for a while
   */
  record Candidate(BacklogWatch watch, Backlog backlog, long bytes, boolean stalled) {
    /** Ends it, on its event loop. */
    void end() {
      if (backlog.place >= 0) {
        watch.endForBudget(backlog);
      }
    }
  }

  private void endForBudget(Backlog backlog) {
    if (backlog.markEnded()) {
      metrics.countOverloaded(Overload.BUDGET);
    }
    log.debug(
        "closing connection: {} socket={} {} queued={}",
        Overload.BUDGET.cause(),
        mount,
        backlog.describe(),
        backlog.waitingBytes());
    backlog.end(Overload.BUDGET);
    note(backlog);
  }
}
