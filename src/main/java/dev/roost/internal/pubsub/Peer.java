package dev.roost.internal.pubsub;

import dev.roost.cluster.ClusterOptions;
import dev.roost.cluster.NodeId;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Another node, and the two numbered streams between it and us. Belongs to the cluster's event
 * loop.
 *
 * <p>A message counts as in flight until the node has acknowledged it. While too many bytes are in
 * flight, messages wait. When too many wait, the oldest are dropped: a node that does not read must
 * not cost memory.
 */
final class Peer {
  /** The most bytes of one event-bus message, unless a single envelope is larger. */
  private static final int MAX_BATCH_BYTES = 256 << 10;

  private final NodeId id;
  private final String memberId;
  private final ClusterOptions options;
  private final OutgoingQueue broadcasts = new OutgoingQueue();
  private final OutgoingQueue control = new OutgoingQueue();
  private final Queue<InFlight> onTheirWay = new ArrayDeque<>();
  private final Set<String> topics = new HashSet<>();
  private final Set<String> asked = new HashSet<>();
  private final Set<String> toAsk = new LinkedHashSet<>();
  private long bytesOnTheirWay;
  private long sent;
  private long confirmed;
  private long received;
  private boolean receivedLately;
  private long announced;
  private long announcedAt;
  private boolean owesAcknowledgement;

  /** When the oldest message arrived that is not acknowledged, in nanoseconds. */
  private long owedSince;

  private boolean missesAcknowledgement;
  private volatile boolean up = true;
  private long lastHeartbeat;
  private long dropped;
  private long lost;
  private long lostBefore;

  private record InFlight(long last, int bytes) {}

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

  /** The cluster manager's id of this node. */
  String memberId() {
    return memberId;
  }

  // -- Out

  /** A broadcast; when too much waits, the oldest is dropped. */
  void enqueue(Buffer broadcast) {
    if (!up) {
      drop(1);
      return;
    }
    broadcasts.add(broadcast);
    while (broadcasts.bytes() > options.maxQueuedBytes() && broadcasts.size() > 1) {
      broadcasts.removeOldest();
      drop(1);
    }
  }

  /**
   * Enqueues a message that keeps the nodes' state in step, which is useless in part. Such messages
   * go before broadcasts. When too many wait, all of them are dropped: the node will request the
   * state.
   */
  void enqueueControl(Buffer envelope) {
    if (!up) {
      drop(1);
      return;
    }
    control.add(envelope);
    boundControl();
  }

  /**
   * Enqueues such a message as a part of a state that may be larger than the bound: it is made when
   * its turn comes.
   *
   * @param heldBytes the memory that is held until then
   */
  void enqueueControl(int heldBytes, Supplier<Buffer> envelope) {
    if (!up) {
      drop(1);
      return;
    }
    control.addDeferred(heldBytes, envelope);
    boundControl();
  }

  private void boundControl() {
    if (control.bytes() > options.maxControlBytes() && control.size() > 1) {
      drop(control.clear());
    }
  }

  /**
   * Puts a question that many losses may bring about.
   *
   * @return whether to send it now; otherwise {@link #takeDueQuestions} returns it later
   */
  boolean ask(String question) {
    if (asked.add(question)) {
      return true;
    }
    toAsk.add(question);
    return false;
  }

  /** Called after each period. Returns the questions to repeat. */
  List<String> takeDueQuestions() {
    List<String> questions = List.copyOf(toAsk);
    toAsk.clear();
    asked.clear();
    return questions;
  }

  /** Sends as much as the window allows, and the acknowledgement that is due. */
  void flush(NodeId self, Sender sender) {
    while (bytesOnTheirWay < options.windowBytes()) {
      OutgoingQueue next = control.isEmpty() ? broadcasts : control;
      if (next.isEmpty()) {
        return;
      }
      List<Buffer> envelopes = next.take(MAX_BATCH_BYTES);
      Buffer batch = Batch.encode(self, received, sent + 1, envelopes);
      sent += envelopes.size();
      onTheirWay.add(new InFlight(sent, batch.length()));
      bytesOnTheirWay += batch.length();
      owesAcknowledgement = false;
      sender.send(batch);
    }
  }

  /**
   * Acknowledges by an empty batch, if this node has owed an acknowledgement for long enough.
   *
   * @param before the time in nanoseconds by which the oldest message must have arrived
   * @return whether this node still owes an acknowledgement
   */
  boolean acknowledge(NodeId self, long before, Sender sender) {
    if (owesAcknowledgement && owedSince - before <= 0) {
      owesAcknowledgement = false;
      sender.send(Batch.encode(self, received, sent + 1, List.of()));
    }
    return owesAcknowledgement;
  }

  private void oweAcknowledgement(long now) {
    if (!owesAcknowledgement) {
      owesAcknowledgement = true;
      owedSince = now;
    }
  }

  void acknowledged(long upTo) {
    confirmed = Math.max(confirmed, upTo);
    InFlight oldest = onTheirWay.peek();
    while (oldest != null && oldest.last <= upTo) {
      bytesOnTheirWay -= oldest.bytes;
      onTheirWay.remove();
      oldest = onTheirWay.peek();
    }
  }

  /** Whether the node has not acknowledged all that was sent, or dropped. */
  boolean awaitsAcknowledgement() {
    return sent > confirmed;
  }

  /** The number of the last envelope that was sent, or dropped. */
  long sent() {
    return sent;
  }

  /** Gives up on some. They count as sent, so that the node sees that something is missing. */
  void drop(int envelopes) {
    dropped += envelopes;
    sent += envelopes;
  }

  // -- In

  long received() {
    return received;
  }

  /**
   * Counts the envelopes that should have come before a batch and did not. Call it before the batch
   * is handled: the batch may be a part of something that has lost another part.
   *
   * @return how many envelopes
   */
  long missedBefore(Batch batch) {
    long before = batch.first() - 1;
    if (batch.first() <= 0 || before <= received) {
      return 0;
    }
    long gap = before - received;
    lost += gap;
    received = before;
    return gap;
  }

  /**
   * Takes a batch.
   *
   * @param now in nanoseconds
   */
  void receive(Batch batch, long now, Batch.EnvelopeHandler handler) {
    long next = received + 1;
    received = Math.max(received, batch.first() + batch.count() - 1);
    if (batch.count() > 0) {
      oweAcknowledgement(now);
    }
    receivedLately = true;
    batch.forEach(next, handler);
  }

  /** Whether a batch has come since this was asked before. */
  boolean hasReceivedLately() {
    boolean lately = receivedLately;
    receivedLately = false;
    return lately;
  }

  /** Whether the node has announced a number since the last call: it awaits an acknowledgement. */
  boolean takeMissedAcknowledgement() {
    boolean misses = missesAcknowledgement;
    missesAcknowledgement = false;
    return misses;
  }

  /**
   * The node announces how many messages it has sent, 0 if all are acknowledged. A message that is
   * still missing at the next announcement, a period later, is lost; before, others may have
   * overtaken it.
   *
   * @param now in nanoseconds
   * @return how many envelopes are lost
   */
  long hasSent(long upTo, long now) {
    missesAcknowledgement |= upTo > 0;
    long missing = Math.max(0, announced - received);
    if (missing > 0) {
      if (now - announcedAt < TimeUnit.MILLISECONDS.toNanos(options.broadcastPeriodMillis())) {
        return 0;
      }
      lost += missing;
      received = announced;
      oweAcknowledgement(now);
    }
    announced = upTo;
    announcedAt = now;
    return missing;
  }

  /** Skips the messages before this number: this node requests the state that follows from them. */
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
    drop(control.clear() + broadcasts.clear());
    onTheirWay.clear();
    bytesOnTheirWay = 0;
    takeDueQuestions();
  }

  void markUp() {
    up = true;
  }

  void recordHeartbeat(long now) {
    lastHeartbeat = now;
  }

  long lastHeartbeat() {
    return lastHeartbeat;
  }

  /** The topics with subscribers there, as far as this node knows. */
  Set<String> topics() {
    return topics;
  }

  /** How many envelopes to it were dropped. */
  long dropped() {
    return dropped;
  }

  /** How many envelopes from it never came, since this was asked before. */
  long takeRecentLosses() {
    long lately = lost - lostBefore;
    lostBefore = lost;
    return lately;
  }

  /** How many envelopes from it never came. */
  long lost() {
    return lost;
  }
}
