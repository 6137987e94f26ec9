package dev.roost.internal.pubsub;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Envelopes that wait to be sent, and how many bytes they are. */
final class OutgoingQueue {
  private final Queue<Buffer> envelopes = new ArrayDeque<>();
  private long bytes;

  void add(Buffer envelope) {
    envelopes.add(envelope);
    bytes += envelope.length();
  }

  Buffer removeOldest() {
    Buffer oldest = envelopes.remove();
    bytes -= oldest.length();
    return oldest;
  }

  /** Takes as many as fit into a batch, at least one. */
  List<Buffer> take(int maxBytes) {
    List<Buffer> taken = new ArrayList<>();
    long length = 0;
    while (!envelopes.isEmpty()
        && (taken.isEmpty() || length + envelopes.element().length() <= maxBytes)) {
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
