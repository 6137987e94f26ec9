package dev.roost.pubsub;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/**
 * Another node, and the two numbered streams between it and us. Belongs to the cluster's event
 * loop.
 *
 * <p>What is sent counts as on its way until the node has acknowledged it. While too much is on its
 * way, messages wait, and when too many wait the oldest are dropped: a node that does not read must
 * not cost us memory.
 */
final class Peer {
  /** What goes into one event-bus message at most, unless a single envelope is larger. */
  private static final int MAX_BATCH_BYTES = 256 << 10;

  private final NodeId id;
  private final String memberId;
  private final ClusterOptions options;
  private final Queue<Buffer> waiting = new ArrayDeque<>();
  private final Queue<OnItsWay> onTheirWay = new ArrayDeque<>();
  private final Set<String> topics = new HashSet<>();
  private long waitingBytes;
  private long bytesOnTheirWay;
  private long firstWaiting = 1;
  private long received;
  private long announced;
  private boolean owesAcknowledgement;
  private boolean up = true;
  private long lastHeard;
  private long dropped;
  private long lost;

  private record OnItsWay(long last, int bytes) {}

  /** Sends a batch to a node. */
  interface Sender {
    void send(Buffer batch);
  }

  Peer(NodeId id, String memberId, ClusterOptions options) {
    this.id = id;
    this.memberId = memberId;
    this.options = options;
  }

  NodeId id() {
    return id;
  }

  /** What the cluster manager calls this node. */
  String memberId() {
    return memberId;
  }

  // -- Out

  void enqueue(Buffer envelope) {
    if (!up) {
      drop(1);
      firstWaiting++;
      return;
    }
    waiting.add(envelope);
    waitingBytes += envelope.length();
    while (waitingBytes > options.maxQueuedBytes() && waiting.size() > 1) {
      waitingBytes -= waiting.remove().length();
      firstWaiting++;
      drop(1);
    }
  }

  /** Sends as much as the window allows, and the acknowledgement that is due. */
  void flush(NodeId self, Sender sender) {
    while (!waiting.isEmpty() && bytesOnTheirWay < options.windowBytes()) {
      int before = waiting.size();
      Buffer batch = Batch.encode(self, received, firstWaiting, waiting, MAX_BATCH_BYTES);
      firstWaiting += before - waiting.size();
      waitingBytes -= batch.length() - Batch.HEADER;
      onTheirWay.add(new OnItsWay(firstWaiting - 1, batch.length()));
      bytesOnTheirWay += batch.length();
      owesAcknowledgement = false;
      sender.send(batch);
    }
  }

  /** Sends the acknowledgement that is due, if nothing else has taken it along. */
  void acknowledge(NodeId self, Sender sender) {
    if (owesAcknowledgement) {
      owesAcknowledgement = false;
      sender.send(Batch.encode(self, received, firstWaiting, new ArrayDeque<>(), 0));
    }
  }

  void acknowledged(long upTo) {
    OnItsWay oldest = onTheirWay.peek();
    while (oldest != null && oldest.last <= upTo) {
      bytesOnTheirWay -= oldest.bytes;
      onTheirWay.remove();
      oldest = onTheirWay.peek();
    }
  }

  /** The number of the last envelope that was sent, or dropped. */
  long sent() {
    return firstWaiting - 1;
  }

  private void drop(int envelopes) {
    dropped += envelopes;
  }

  // -- In

  long received() {
    return received;
  }

  /**
   * Takes a batch.
   *
   * @return how many envelopes before it never came
   */
  long receive(Batch batch, Batch.EnvelopeHandler handler) {
    long missing = batch.first() - received - 1;
    long gap = Math.max(0, missing);
    lost += gap;
    long next = received + 1;
    received = Math.max(received, batch.first() + batch.count() - 1);
    owesAcknowledgement |= batch.count() > 0;
    batch.forEach(next, handler);
    return gap;
  }

  /**
   * The node says how much it has sent. What has not come by the second time it says so is lost.
   *
   * @return how many envelopes are lost
   */
  long hasSent(long upTo) {
    long missing = announced > received ? announced - received : 0;
    if (missing > 0) {
      lost += missing;
      received = announced;
      owesAcknowledgement = true;
    }
    announced = upTo;
    return missing;
  }

  /** What was sent before is not missed: what follows from it is asked for anew. */
  void startAfter(long number) {
    received = Math.max(received, number);
    announced = received;
  }

  // -- State

  boolean isUp() {
    return up;
  }

  /** Nothing is sent to a node that is down; what waits for it is dropped. */
  void down() {
    up = false;
    drop(waiting.size());
    firstWaiting += waiting.size();
    waiting.clear();
    waitingBytes = 0;
    onTheirWay.clear();
    bytesOnTheirWay = 0;
  }

  void upAgain() {
    up = true;
  }

  void heard(long now) {
    lastHeard = now;
  }

  long lastHeard() {
    return lastHeard;
  }

  /** The topics it wants to hear of, as far as we know. */
  Set<String> topics() {
    return topics;
  }

  /** How many envelopes to it were dropped. */
  long dropped() {
    return dropped;
  }

  /** How many envelopes from it never came. */
  long lost() {
    return lost;
  }
}
