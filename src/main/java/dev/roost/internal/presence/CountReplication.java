package dev.roost.internal.presence;

import dev.roost.cluster.NodeId;
import dev.roost.internal.pubsub.Cluster;
import dev.roost.internal.pubsub.ClusterListener;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends this node's counts to the other nodes, and receives theirs. It sends totals, not
 * differences, so frequent changes are merged into one message.
 *
 * <p>A message is a byte that says whether all earlier counts are void, and then topics (length in
 * 4 bytes, UTF-8) with their counts (4).
 */
final class CountReplication implements ClusterListener {
  private static final long GATHER_MILLIS = 100;
  private static final int MAX_MESSAGE_BYTES = 256 << 10;

  /** How many counts of all go into one message. */
  private static final int CHUNK = 1_000;

  private static final byte CHANGES = 0;
  private static final byte BEGIN = 1;

  private final Vertx vertx;
  private final Cluster cluster;
  private final TopicCounts counts;
  private final String subject;
  private final String question;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean gathering = new AtomicBoolean();

  CountReplication(Vertx vertx, Cluster cluster, TopicCounts counts, String name) {
    this.vertx = vertx;
    this.cluster = cluster;
    this.counts = counts;
    this.subject = name + "#";
    this.question = name + "#?";
    cluster.execute(
        () -> {
          cluster.receive(subject, this::receive);
          cluster.receive(question, (from, nothing) -> sendAll(from));
          cluster.listen(this);
        });
  }

  /** This node's count of a topic changed. From any thread. */
  void changed(String topic) {
    changed.add(topic);
    if (gathering.compareAndSet(false, true)) {
      // On the cluster's context: the channel's may be about to be stopped.
      cluster.execute(() -> vertx.setTimer(GATHER_MILLIS, ignored -> sendChanges()));
    }
  }

  private void sendChanges() {
    gathering.set(false);
    Buffer message = Buffer.buffer().appendByte(CHANGES);
    for (String topic : Set.copyOf(changed)) {
      changed.remove(topic);
      append(message, topic);
      if (message.length() > MAX_MESSAGE_BYTES) {
        cluster.sendToAll(subject, message);
        message = Buffer.buffer().appendByte(CHANGES);
      }
    }
    cluster.sendToAll(subject, message);
  }

  private void sendAll(NodeId node) {
    cluster.send(node, subject, Buffer.buffer().appendByte(BEGIN));
    List<String> topics = List.copyOf(counts.own().keySet());
    for (int first = 0; first < topics.size(); first += CHUNK) {
      List<String> some = topics.subList(first, Math.min(topics.size(), first + CHUNK));
      cluster.sendPart(node, subject, some.size(), () -> part(some));
    }
  }

  private Buffer part(List<String> topics) {
    Buffer message = Buffer.buffer().appendByte(CHANGES);
    topics.forEach(topic -> append(message, topic));
    return message;
  }

  private void append(Buffer message, String topic) {
    Buffer name = Buffer.buffer(topic);
    message.appendInt(name.length()).appendBuffer(name).appendInt(counts.own(topic));
  }

  private void receive(NodeId from, Buffer message) {
    if (message.getByte(0) == BEGIN) {
      counts.forget(from);
    }
    for (int at = 1; at < message.length(); ) {
      int end = at + 4 + message.getInt(at);
      counts.set(from, message.slice(at + 4, end).toString(), message.getInt(end));
      at = end + 4;
    }
  }

  @Override
  public void up(NodeId node) {
    cluster.requestState(node, question);
  }

  @Override
  public void lost(NodeId node) {
    cluster.requestState(node, question);
  }

  @Override
  public void down(NodeId node) {
    counts.forget(node);
  }

  @Override
  public void left(NodeId node) {
    counts.forget(node);
  }
}
