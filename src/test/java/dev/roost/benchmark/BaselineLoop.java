package dev.roost.benchmark;

import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;

/** The state of one event loop: connections to flush, and a buffer for parsing. */
final class BaselineLoop implements Runnable {
  final SingleThreadEventLoop executor;
  final int index;
  final BaselineEnvelope envelope = new BaselineEnvelope();

  private final List<BaselineConnection> written = new ArrayList<>();

  BaselineLoop(EventExecutor executor, int index) {
    this.executor = (SingleThreadEventLoop) executor;
    this.index = index;
  }

  /** Schedules one flush of the connection for all writes of this loop iteration. */
  void written(BaselineConnection connection) {
    written.add(connection);
    if (written.size() == 1) {
      executor.executeAfterEventLoopIteration(this);
    }
  }

  @Override
  public void run() {
    // A flush adds no connection to the list.
    for (BaselineConnection connection : written) {
      connection.flush();
    }
    written.clear();
  }
}
