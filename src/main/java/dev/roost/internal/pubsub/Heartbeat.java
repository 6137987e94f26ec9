package dev.roost.internal.pubsub;

import dev.roost.cluster.NodeId;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The message of a node to all others in every period: the positions of its streams to and from
 * each of them, and the versions of its states. JSON, since there is little of it.
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
      sent.put(peer.id().toString(), peer.sent());
      received.put(peer.id().toString(), peer.received());
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
