package dev.roost.internal.transport;

import dev.roost.internal.session.Overload;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The unread bytes of one client, for its event loop's {@link BacklogWatch}. Exists for clients
 * only that did not take at once what they were sent.
 *
 * <p>To be used on the event loop of the connection.
 */
abstract class Backlog {
  /** The place in the watch's list, or -1. */
  int place = -1;

  /** The waiting bytes at the last count. */
  long seenBytes;

  /** The bytes that the budget counts for it. */
  long countedBytes;

  /** For how many rounds of the watch no byte has left, while more than the soft limit waited. */
  int roundsWithoutProgress;

  /** Whether more than the soft limit waits. */
  boolean beyondSoftLimit;

  private boolean ended;

  /** Set by the thread that has chosen it to make room in the budget. */
  private final AtomicBoolean chosen = new AtomicBoolean();

  /** How many bytes wait, the message that is being written included. */
  abstract long waitingBytes();

  /** How many of them belong to the message that is being written. */
  abstract long headBytes();

  /** Whether any byte has left since this was last asked. */
  abstract boolean hasProgressed();

  /** Ends the connection. Waiting bytes may still go out, unless the budget is the reason. */
  abstract void end(Overload why);

  /** The client and how it is connected, as fields for logs. */
  abstract String describe();

  /** Offers what waits to the network, if that has not been done yet. */
  void flush() {}

  /**
   * The memory that the end of the connection frees; less than its bytes if other connections share
   * them.
   */
  long ownBytes() {
    return waitingBytes();
  }

  /** How many bytes wait behind the message that is being written. */
  final long bytesBehindHead() {
    return Math.max(0, waitingBytes() - headBytes());
  }

  /** Marks the connection as ended. Returns whether it was not. */
  final boolean markEnded() {
    boolean first = !ended;
    ended = true;
    return first;
  }

  final boolean isEnded() {
    return ended;
  }

  /** Marks it as chosen, from any thread. Returns whether it was not. */
  final boolean choose() {
    return chosen.compareAndSet(false, true);
  }
}
