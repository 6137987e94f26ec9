package dev.roost.benchmark;

import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;

/** What belongs to one event loop: whom it still has to flush, and room to read a message in. */
final class FloorLoop implements Runnable {
  final SingleThreadEventLoop executor;
  final int index;
  final FloorEnvelope envelope = new FloorEnvelope();

  private final List<FloorConnection> written = new ArrayList<>();

  FloorLoop(EventExecutor executor, int index) {
    this.executor = (SingleThreadEventLoop) executor;
    this.index = index;
  }

  /** Has the connection flushed once, with all it is sent until the loop has nothing else to do. */
  void written(FloorConnection connection) {
    written.add(connection);
    if (written.size() == 1) {
      executor.executeAfterEventLoopIteration(this);
    }
  }

  @Override
  public void run() {
    // Flushing writes to nobody.
    for (FloorConnection connection : written) {
      connection.flush();
    }
    written.clear();
  }
}
