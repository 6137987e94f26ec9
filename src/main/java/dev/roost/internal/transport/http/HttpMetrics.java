package dev.roost.internal.transport.http;

import java.util.concurrent.atomic.LongAdder;

/** What happened to the HTTP connections of an endpoint since it was created. For any thread. */
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

  /**
   * The figures at one moment.
   *
   * @param open connections that are open and are no WebSockets
   * @param accepted connections that were accepted
   * @param refused connections that were closed when they were accepted, as there were too many
   * @param refusedByAddress of the refused connections, those of an address that had too many
   * @param acceptFailures attempts to accept that failed, mostly for want of file descriptors
   * @param slowHeaders connections closed by {@link HttpLimits#headerMillis}
   * @param slowBodies connections closed, and streams reset, by {@link HttpLimits#bodyMillis}
   * @param unreadResponses connections closed, and streams reset, by {@link
   *     HttpLimits#responseMillis}
   * @param idle connections closed by {@link HttpLimits#idleMillis}
   * @param invalidRequests requests refused for their form or their size
   */
  public record Snapshot(
      long open,
      long accepted,
      long refused,
      long refusedByAddress,
      long acceptFailures,
      long slowHeaders,
      long slowBodies,
      long unreadResponses,
      long idle,
      long invalidRequests) {}

  /** The present figures. */
  public Snapshot snapshot() {
    // Those that left first, so that their number is never larger than the other.
    long gone = left.sum();
    long ever = accepted.sum();
    return new Snapshot(
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
