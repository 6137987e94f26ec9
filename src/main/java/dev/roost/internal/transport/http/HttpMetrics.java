package dev.roost.internal.transport.http;

import dev.roost.metrics.HttpSnapshot;
import java.util.concurrent.atomic.LongAdder;

/** Counts the events of an endpoint's HTTP connections since its creation. For any thread. */
public final class HttpMetrics {
  private final LongAdder accepted = new LongAdder();
  private final LongAdder left = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder refusedByAddress = new LongAdder();
  private final LongAdder acceptFailures = new LongAdder();
  private final LongAdder slowHeaders = new LongAdder();
  private final LongAdder slowBodies = new LongAdder();
  private final LongAdder unreadResponses = new LongAdder();
  private final LongAdder idle = new LongAdder();
  private final LongAdder invalidRequests = new LongAdder();

  /** The present figures. */
  public HttpSnapshot snapshot() {
    // Those that left first, so that their number is never larger than the other.
    long gone = left.sum();
    long ever = accepted.sum();
    return new HttpSnapshot(
        ever - gone,
        ever,
        refused.sum(),
        refusedByAddress.sum(),
        acceptFailures.sum(),
        slowHeaders.sum(),
        slowBodies.sum(),
        unreadResponses.sum(),
        idle.sum(),
        invalidRequests.sum());
  }

  long open() {
    long gone = left.sum();
    return accepted.sum() - gone;
  }

  long refused() {
    return refused.sum();
  }

  void countAccepted() {
    accepted.increment();
  }

  void countLeft() {
    left.increment();
  }

  void countRefused() {
    refused.increment();
  }

  void countRefusedByAddress() {
    refused.increment();
    refusedByAddress.increment();
  }

  void countAcceptFailure() {
    acceptFailures.increment();
  }

  void countSlowHeader() {
    slowHeaders.increment();
  }

  void countSlowBody() {
    slowBodies.increment();
  }

  void countUnreadResponse() {
    unreadResponses.increment();
  }

  void countIdle() {
    idle.increment();
  }

  void countInvalidRequest() {
    invalidRequests.increment();
  }
}
