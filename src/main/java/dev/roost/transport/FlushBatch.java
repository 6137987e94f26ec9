package dev.roost.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * The connections of one event loop that were written to and not yet flushed. They are flushed
 * together when the loop has done the work it has at hand: everything that is sent to one
 * connection in that time leaves in one system call, and a loop with nothing else to do flushes at
 * once.
 */
final class FlushBatch implements Runnable {
  private final EventLoop loop;
  private List<TakenOverConnection> written = new ArrayList<>();
  private List<TakenOverConnection> spare = new ArrayList<>();

  FlushBatch(EventLoop loop) {
    this.loop = loop;
  }

  /** Has the connection flushed soon; a connection calls this once until it is flushed. */
  void add(TakenOverConnection connection) {
    written.add(connection);
    if (written.size() == 1) {
      if (loop instanceof SingleThreadEventLoop netty) {
        netty.executeAfterEventLoopIteration(this);
      } else {
        loop.execute(this);
      }
    }
  }

  @Override
  public void run() {
    // Flushing can write to, and so add, connections again.
    List<TakenOverConnection> batch = written;
    written = spare;
    for (TakenOverConnection connection : batch) {
      connection.flush();
    }
    batch.clear();
    spare = batch;
  }
}
