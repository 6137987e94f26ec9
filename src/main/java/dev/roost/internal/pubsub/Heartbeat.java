package dev.roost.internal.pubsub;

import dev.roost.cluster.NodeId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The message of a node to all others in every period: the positions of its streams that have to be
 * confirmed, and the versions of its states. JSON, since there is little of it: the positions of a
 * stream at rest are not in it, so its size does not grow with the number of nodes.
 *
 * @param sent the last number sent to nodes that have not acknowledged it
 * @param received the last number received of nodes that miss the acknowledgement
 */
record Heartbeat(
    NodeId node,
    String memberId,
    boolean leaving,
    Map<NodeId, Long> sent,
    Map<NodeId, Long> received,
    Map<String, Long> versions) {

  static JsonObject json(
      NodeId self,
      String memberId,
      boolean leaving,
      Collection<Peer> peers,
      Map<String, LongSupplier> versions) {
    JsonObject sent = new JsonObject();
    JsonObject received = new JsonObject();
    for (Peer peer : peers) {
      if (peer.awaitsAcknowledgement()) {
        sent.put(peer.id().toString(), peer.sent());
      }
      if (peer.takeMissedAcknowledgement()) {
        received.put(peer.id().toString(), peer.received());
      }
    }
    JsonObject current = new JsonObject();
    versions.forEach((of, version) -> current.put(of, version.getAsLong()));
    return new JsonObject()
        .put("node", self.toString())
        .put("member", memberId)
        .put("leaving", leaving)
        .put("sent", sent)
        .put("received", received)
        .put("versions", current);
  }

  /** Whether a message is a heartbeat and not a {@link Batch}, which begins with its format. */
  static boolean isHeartbeat(Buffer message) {
    return message.length() > 0 && message.getByte(0) == '{';
  }

  static Heartbeat of(JsonObject json) {
    Map<String, Long> versions = new LinkedHashMap<>();
    JsonObject current = json.getJsonObject("versions");
    current.fieldNames().forEach(of -> versions.put(of, current.getLong(of)));
    return new Heartbeat(
        NodeId.parse(json.getString("node")),
        json.getString("member"),
        json.getBoolean("leaving"),
        numbers(json.getJsonObject("sent")),
        numbers(json.getJsonObject("received")),
        versions);
  }

  private static Map<NodeId, Long> numbers(JsonObject json) {
    Map<NodeId, Long> numbers = new LinkedHashMap<>();
    json.fieldNames().forEach(node -> numbers.put(NodeId.parse(node), json.getLong(node)));
    return numbers;
  }

  long sentTo(NodeId other) {
    return sent.getOrDefault(other, 0L);
  }

  long receivedFrom(NodeId other) {
    return received.getOrDefault(other, 0L);
  }
}
