package dev.roost.internal.pubsub;

import dev.roost.cluster.NodeId;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Which topics this node and the others have subscribers for.
 *
 * <p>Changes are sent to the other nodes in their order, in one stream. A node whose stream has a
 * gap is asked for all its topics, and counts as wanting everything until the answer has come.
 */
final class Interest implements ClusterListener, TopicListener {
  /** How many topics go into one message at most. */
  private static final int CHUNK = 2_000;

  private static final byte GAINED = 1;
  private static final byte LOST = 2;

  /** From here on the sender's topics are complete. */
  private static final byte COMPLETE = 3;

  /** All topics of the sender follow; it does not want any others. */
  private static final byte BEGIN = 4;

  private final Cluster cluster;

  // Read by any thread that broadcasts; the sets are replaced, never changed.
  private final ConcurrentHashMap<String, Set<NodeId>> interested = new ConcurrentHashMap<>();
  private volatile Set<NodeId> unknown = Set.of();

  // The topics of each node whose answer is not complete yet.
  private final Map<NodeId, Set<String>> announced = new HashMap<>();

  private final Set<String> own = new HashSet<>();
  private final Queue<Mark> changes = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  private record Mark(byte kind, String topic) {}

  Interest(Cluster cluster) {
    this.cluster = cluster;
  }

  void start() {
    cluster.receive(Subjects.INTEREST, this::receive);
    cluster.receive(Subjects.ASK_INTEREST, (from, nothing) -> sendAll(from));
    cluster.listen(this);
    // They may have asked before this node could answer.
    cluster.nodes().forEach(this::sendAll);
  }

  /** The nodes that receive broadcasts of the topic. From any thread. */
  Set<NodeId> receivers(String topic) {
    // In this order: a node whose interest becomes known meanwhile is in one of the two.
    Set<NodeId> all = unknown;
    Set<NodeId> sure = interested.get(topic);
    if (sure == null) {
      return all;
    }
    if (all.isEmpty()) {
      return sure;
    }
    Set<NodeId> both = new HashSet<>(sure);
    both.addAll(all);
    return both;
  }

  // -- Our own topics

  @Override
  public void gainedTopic(String topic) {
    changed(new Mark(GAINED, topic));
  }

  @Override
  public void lostTopic(String topic) {
    changed(new Mark(LOST, topic));
  }

  private void changed(Mark change) {
    changes.add(change);
    if (scheduled.compareAndSet(false, true)) {
      cluster.execute(this::sendChanges);
    }
  }

  private void sendChanges() {
    scheduled.set(false);
    List<Mark> chunk = new ArrayList<>();
    for (Mark next = changes.poll(); next != null; next = changes.poll()) {
      if (next.kind == GAINED) {
        own.add(next.topic);
      } else {
        own.remove(next.topic);
      }
      chunk.add(next);
      if (chunk.size() == CHUNK) {
        cluster.sendToAll(Subjects.INTEREST, encode(chunk));
        chunk.clear();
      }
    }
    if (!chunk.isEmpty()) {
      cluster.sendToAll(Subjects.INTEREST, encode(chunk));
    }
  }

  private void sendAll(NodeId node) {
    cluster.send(node, Subjects.INTEREST, encode(List.of(new Mark(BEGIN, ""))));
    List<String> all = List.copyOf(own);
    for (int first = 0; first < all.size(); first += CHUNK) {
      List<String> some = all.subList(first, Math.min(all.size(), first + CHUNK));
      cluster.sendPart(
          node,
          Subjects.INTEREST,
          some.size(),
          () -> encode(some.stream().map(topic -> new Mark(GAINED, topic)).toList()));
    }
    cluster.send(node, Subjects.INTEREST, encode(List.of(new Mark(COMPLETE, ""))));
  }

  private static Buffer encode(List<Mark> marks) {
    Buffer body = Buffer.buffer();
    for (Mark mark : marks) {
      byte[] topic = mark.topic.getBytes(StandardCharsets.UTF_8);
      body.appendByte(mark.kind).appendInt(topic.length).appendBytes(topic);
    }
    return body;
  }

  // -- The topics of others

  private void receive(NodeId from, Buffer body) {
    Peer peer = cluster.peer(from);
    if (peer == null) {
      return;
    }
    for (int at = 0; at < body.length(); ) {
      byte kind = body.getByte(at);
      int length = body.getInt(at + 1);
      at += 5;
      String topic = body.slice(at, at + length).toString();
      at += length;
      switch (kind) {
        case GAINED -> wants(peer, topic);
        case LOST -> noLongerWants(peer, topic);
        case BEGIN -> begin(peer);
        case COMPLETE -> complete(peer);
        default -> {}
      }
    }
  }

  // The topics that are known stay until the answer is complete: another thread that looks a topic
  // up in between must find it.
  private void begin(Peer peer) {
    announced.put(peer.id(), new HashSet<>());
  }

  // Not of an answer whose beginning was lost, or something in between.
  private void complete(Peer peer) {
    Set<String> all = announced.remove(peer.id());
    if (all != null) {
      List<String> gone = peer.topics().stream().filter(topic -> !all.contains(topic)).toList();
      gone.forEach(topic -> removeInterest(peer, topic));
      known(peer);
    }
  }

  private void wants(Peer peer, String topic) {
    Set<String> answer = announced.get(peer.id());
    if (answer != null) {
      answer.add(topic);
    }
    if (peer.topics().add(topic)) {
      interested.merge(topic, Set.of(peer.id()), Interest::union);
    }
  }

  private void noLongerWants(Peer peer, String topic) {
    Set<String> answer = announced.get(peer.id());
    if (answer != null) {
      answer.remove(topic);
    }
    removeInterest(peer, topic);
  }

  private void removeInterest(Peer peer, String topic) {
    if (peer.topics().remove(topic)) {
      interested.computeIfPresent(topic, (same, nodes) -> without(nodes, peer.id()));
    }
  }

  private void forget(Peer peer) {
    announced.remove(peer.id());
    List.copyOf(peer.topics()).forEach(topic -> removeInterest(peer, topic));
  }

  private void known(Peer peer) {
    Set<NodeId> rest = without(unknown, peer.id());
    unknown = rest == null ? Set.of() : rest;
  }

  private static Set<NodeId> union(Set<NodeId> some, Set<NodeId> more) {
    Set<NodeId> both = new HashSet<>(some);
    both.addAll(more);
    return Set.copyOf(both);
  }

  private static @Nullable Set<NodeId> without(Set<NodeId> nodes, NodeId node) {
    Set<NodeId> rest = new HashSet<>(nodes);
    rest.remove(node);
    return rest.isEmpty() ? null : Set.copyOf(rest);
  }

  // -- Nodes

  @Override
  public void up(NodeId node) {
    requestAgain(node);
  }

  @Override
  public void lost(NodeId node) {
    requestAgain(node);
  }

  private void requestAgain(NodeId node) {
    Peer peer = cluster.peer(node);
    if (peer != null) {
      unknown = union(unknown, Set.of(node));
      announced.remove(node);
      cluster.requestState(node, Subjects.ASK_INTEREST);
    }
  }

  @Override
  public void down(NodeId node) {
    Peer peer = cluster.peer(node);
    if (peer != null) {
      forget(peer);
      known(peer);
    }
  }

  @Override
  public void left(NodeId node) {
    down(node);
  }
}
