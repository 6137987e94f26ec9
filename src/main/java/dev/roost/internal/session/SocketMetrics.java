package dev.roost.internal.session;

import dev.roost.metrics.SocketSnapshot;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the events on the connections of a mount since the server started. Safe for any thread.
 */
public final class SocketMetrics {
  private final Map<EventLoop, LoopTraffic> traffic = new ConcurrentHashMap<>();
  private final LongAdder opened = new LongAdder();
  private final LongAdder closed = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder undecodable = new LongAdder();
  private final LongAdder stalled = new LongAdder();
  private final LongAdder beyondHardLimit = new LongAdder();
  private final LongAdder beyondBudget = new LongAdder();
  private final LongAdder slow = new LongAdder();
  private final LongAdder tooManyChannels = new LongAdder();
  private final LongAdder queueOverflows = new LongAdder();
  private final LongAdder tooManySubscriptions = new LongAdder();
  private final LongAdder tooManyJoins = new LongAdder();
  private final LongAdder tooManyMessages = new LongAdder();
  private final LongAdder tooManyConnections = new LongAdder();
  private final LongAdder tooManyOfAddress = new LongAdder();
  private final LongAdder tooManySessions = new LongAdder();
  private final LongAdder assembliesEnded = new LongAdder();
  private final LongAdder tooManyFragments = new LongAdder();
  private final LongAdder compressions = new LongAdder();
  private final LongAdder joined = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder crashed = new LongAdder();
  private final LongAdder answeredErrors = new LongAdder();

  /** The present figures. */
  public SocketSnapshot snapshot() {
    long ever = opened.sum();
    // The ended ones first: no channel is counted as ended but not as joined.
    long over = ended.sum();
    long begun = joined.sum();
    return new SocketSnapshot(
        ever - closed.sum(),
        ever,
        traffic.values().stream().mapToLong(LoopTraffic::received).sum(),
        traffic.values().stream().mapToLong(LoopTraffic::sent).sum(),
        refused.sum(),
        undecodable.sum(),
        stalled.sum() + beyondHardLimit.sum() + beyondBudget.sum(),
        stalled.sum(),
        beyondHardLimit.sum(),
        beyondBudget.sum(),
        slow.sum(),
        tooManyChannels.sum(),
        queueOverflows.sum(),
        tooManyJoins.sum(),
        tooManyMessages.sum(),
        tooManyConnections.sum(),
        tooManyOfAddress.sum(),
        tooManySessions.sum(),
        assembliesEnded.sum(),
        tooManyFragments.sum(),
        begun - over,
        begun,
        crashed.sum(),
        answeredErrors.sum(),
        tooManySubscriptions.sum(),
        compressions.sum(),
        traffic.values().stream().mapToLong(LoopTraffic::beforeCompression).sum(),
        traffic.values().stream().mapToLong(LoopTraffic::afterCompression).sum());
  }

  /** A connection was refused. For transports. */
  public void countRefused() {
    refused.increment();
  }

  /** A connection was closed for what waited for its client. For transports. */
  public void countOverloaded(Overload why) {
    switch (why) {
      case STALLED -> stalled.increment();
      case HARD_LIMIT -> beyondHardLimit.increment();
      case BUDGET -> beyondBudget.increment();
    }
  }

  /** Changes the number of connections beyond the soft limit. For transports. */
  public void changeSlow(int by) {
    slow.add(by);
  }

  /** A connection was refused, as there are as many as the endpoint may have. For transports. */
  public void countTooManyConnections() {
    refused.increment();
    tooManyConnections.increment();
  }

  /** A connection was refused, as its client's address has as many as it may. For transports. */
  public void countTooManyOfAddress() {
    countTooManyConnections();
    tooManyOfAddress.increment();
  }

  /** A connection or request was ended by the {@link AssemblyBudget}. For transports. */
  public void countAssemblyEnded() {
    assembliesEnded.increment();
  }

  /** A connection was closed for a message of too many fragments. For transports. */
  public void countTooManyFragments() {
    tooManyFragments.increment();
  }

  /** A message is compressed, for one client or many. For transports. */
  public void countCompression() {
    compressions.increment();
  }

  /** A long-poll session was refused, as there are too many. For transports. */
  public void countTooManySessions() {
    refused.increment();
    tooManySessions.increment();
  }

  /** Counts the messages of connections on this event loop. */
  public LoopTraffic traffic(EventLoop loop) {
    return traffic.computeIfAbsent(loop, first -> new LoopTraffic());
  }

  void countTooManyJoins() {
    tooManyJoins.increment();
  }

  void countTooManySubscriptions() {
    tooManySubscriptions.increment();
  }

  void countTooManyMessages() {
    tooManyMessages.increment();
  }

  void countOpened() {
    opened.increment();
  }

  void countClosed() {
    closed.increment();
  }

  void countUndecodable() {
    undecodable.increment();
  }

  void countTooManyChannels() {
    tooManyChannels.increment();
  }

  void countQueueOverflow() {
    queueOverflows.increment();
  }

  void countJoined() {
    joined.increment();
  }

  /** A channel that had joined has ended. */
  void countEnded() {
    ended.increment();
  }

  void countAnsweredError() {
    answeredErrors.increment();
  }

  void countCrashed() {
    crashed.increment();
  }
}
