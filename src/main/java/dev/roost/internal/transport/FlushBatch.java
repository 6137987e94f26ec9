package dev.roost.internal.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * The connections of one event loop that were written to and not yet flushed.
 *
 * <p>They are flushed together when the loop has done the work it has at hand: everything that is
 * sent to one connection in that time, a turn, leaves in one system call, and a loop with nothing
 * else to do flushes at once.
 *
 * <p>A message to many is flushed a few connections at a time, while what was just written is still
 * in the processor's cache and the others wait: unless this turn or one of the last has shown that
 * connections are written to again before a turn ends, which makes waiting worth it.
 */
final class FlushBatch implements Runnable {
  /** So many connections are flushed before the turn ends. */
  private static final int FEW = 16;

  /** Waiting pays if one in so many writes is to a connection that was written to in this turn. */
  private static final int WORTH_WAITING = 8;

  /** Flush at once after this many turns without gain. */
  private static final int ENOUGH = 32;

  private final EventLoop loop;
  private List<ConnectionOutput> written = new ArrayList<>();
  private List<ConnectionOutput> spare = new ArrayList<>();
  private boolean scheduled;
  private boolean flushing;
  private int inVain;
  private int turn = 1;
  private int writes;
  private int repeated;

  FlushBatch(EventLoop loop) {
    this.loop = loop;
  }

  /**
   * Counts a write.
   *
   * @param lastTurn when that connection was written to before, or 0
   * @return the turn of this write
   */
  int count(int lastTurn) {
    writes++;
    if (lastTurn == turn) {
      repeated++;
    }
    return turn;
  }

  /** Has the connection flushed soon; a connection calls this once until it is flushed. */
  void add(ConnectionOutput connection) {
    written.add(connection);
    if (!scheduled) {
      scheduled = true;
      schedule();
    } else if (written.size() >= FEW && inVain >= ENOUGH && !isWorthWaiting() && !flushing) {
      flush();
    }
  }

  private void schedule() {
    if (loop instanceof SingleThreadEventLoop netty) {
      netty.executeAfterEventLoopIteration(this);
    } else {
      loop.execute(this);
    }
  }

  private boolean isWorthWaiting() {
    return repeated * WORTH_WAITING >= writes;
  }

  @Override
  public void run() {
    scheduled = false;
    flush();
    if (writes >= FEW) {
      inVain = isWorthWaiting() ? 0 : Math.min(inVain + 1, ENOUGH);
    }
    turn++;
    writes = 0;
    repeated = 0;
  }

  private void flush() {
    // Flushing can write to, and so add, connections again.
    flushing = true;
    List<ConnectionOutput> batch = written;
    written = spare;
    for (ConnectionOutput connection : batch) {
      connection.flush();
    }
    batch.clear();
    spare = batch;
    flushing = false;
  }
}
