package dev.roost.internal.session;

import java.util.concurrent.atomic.LongAdder;

/**
 * What has happened on the connections of a mount since the server started. Safe for any thread.
 */
public final class SocketMetrics {
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
  private final LongAdder joined = new LongAdder();
  private final LongAdder crashed = new LongAdder();
  private final LongAdder answeredErrors = new LongAdder();

  /**
   * The figures at one moment.
   *
   * @param open connections there are, a long-poll session being one
   * @param opened connections there have been
   * @param refused connections that were refused by vsn, origin, sub-protocol or connect handler,
   *     those beyond the endpoint's limit, and long-poll sessions beyond theirs
   * @param undecodable connections that were closed for a message that is none, or has a longer
   *     topic, event or ref than {@link SessionOptions#fields} allows
   * @param overloaded connections that were closed for what waited for their clients, for any
   *     {@link Overload}
   * @param stalled of these, those by {@link Overload#STALLED}
   * @param beyondHardLimit of these, those by {@link Overload#HARD_LIMIT}
   * @param beyondBudget of these, those by {@link Overload#BUDGET}
   * @param slow connections for which more than the soft limit waits now
   * @param tooManyChannels joins that were refused by {@link SessionOptions#maxChannels}
   * @param queueOverflows channels that were ended by {@link SessionOptions#maxQueuedMessages} or
   *     {@link SessionOptions#maxQueuedBytes}
   * @param tooManyJoins joins that were refused by {@link SessionOptions#joinRate}
   * @param tooManyMessages messages that were refused, or closed the connection, by {@link
   *     SessionOptions#messageRate}
   * @param tooManyConnections of the refused connections, those by the endpoint's limits
   * @param tooManyOfAddress of these, those by its limit for a client's address
   * @param tooManySessions of the refused connections, long-poll sessions beyond a limit of their
   *     number, that for an address, or that for anonymous clients
   * @param assembliesEnded connections and requests that were ended because the messages in
   *     assembly used up the endpoint's {@link AssemblyBudget}
   * @param tooManyFragments connections that were closed for a message of too many fragments
   * @param joined joins that succeeded
   * @param crashed joins and channels that crashed
   * @param answeredErrors exceptions of joins and messages that were answered with an error
   * @param tooManySubscriptions subscriptions of channels that were refused by {@link
   *     SessionOptions#maxSubscriptions}
   */
  public record Snapshot(
      long open,
      long opened,
      long refused,
      long undecodable,
      long overloaded,
      long stalled,
      long beyondHardLimit,
      long beyondBudget,
      long slow,
      long tooManyChannels,
      long queueOverflows,
      long tooManyJoins,
      long tooManyMessages,
      long tooManyConnections,
      long tooManyOfAddress,
      long tooManySessions,
      long assembliesEnded,
      long tooManyFragments,
      long joined,
      long crashed,
      long answeredErrors,
      long tooManySubscriptions) {}

  /** The present figures. */
  public Snapshot snapshot() {
    long ever = opened.sum();
    return new Snapshot(
        ever - closed.sum(),
        ever,
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
        joined.sum(),
        crashed.sum(),
        answeredErrors.sum(),
        tooManySubscriptions.sum());
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

  /** So many more, or less, connections are beyond the soft limit. For transports. */
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

  /** A long-poll session was refused, as there are too many. For transports. */
  public void countTooManySessions() {
    refused.increment();
    tooManySessions.increment();
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

  void countAnsweredError() {
    answeredErrors.increment();
  }

  void countCrashed() {
    crashed.increment();
  }
}
