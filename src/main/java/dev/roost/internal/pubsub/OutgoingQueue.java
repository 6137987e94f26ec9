package dev.roost.internal.pubsub;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

/** Envelopes that wait to be sent, and how many bytes they are. */
final class OutgoingQueue {
  /** The place of an envelope that is made when its turn comes. */
  private static final Buffer DEFERRED = Buffer.buffer();

  private final Deque<Buffer> envelopes = new ArrayDeque<>();
  private final Queue<Deferred> deferred = new ArrayDeque<>();
  private long bytes;

  private record Deferred(int heldBytes, Supplier<Buffer> envelope) {}

  void add(Buffer envelope) {
    envelopes.add(envelope);
    bytes += envelope.length();
  }

  /**
   * Adds an envelope that is made when its turn comes.
   *
   * @param heldBytes the memory that is held until then
   */
  void addDeferred(int heldBytes, Supplier<Buffer> envelope) {
    envelopes.add(DEFERRED);
    deferred.add(new Deferred(heldBytes, envelope));
    bytes += heldBytes;
  }

  Buffer removeOldest() {
    Buffer oldest = oldest();
    envelopes.remove();
    bytes -= oldest.length();
    return oldest;
  }

  private Buffer oldest() {
    Buffer oldest = envelopes.element();
    if (oldest != DEFERRED) {
      return oldest;
    }
    Deferred due = deferred.remove();
    Buffer made = due.envelope.get();
    envelopes.remove();
    envelopes.addFirst(made);
    bytes += made.length() - due.heldBytes;
    return made;
  }

  /** Takes as many as fit into a batch, at least one. */
  List<Buffer> take(int maxBytes) {
    List<Buffer> taken = new ArrayList<>();
    long length = 0;
    while (!envelopes.isEmpty() && (taken.isEmpty() || length + oldest().length() <= maxBytes)) {
      Buffer envelope = removeOldest();
      length += envelope.length();
      taken.add(envelope);
    }
    return taken;
  }

  /** Returns how many there were. */
  int clear() {
    int size = envelopes.size();
    envelopes.clear();
    deferred.clear();
    bytes = 0;
    return size;
  }

  boolean isEmpty() {
    return envelopes.isEmpty();
  }

  int size() {
    return envelopes.size();
  }

  long bytes() {
    return bytes;
  }
}
