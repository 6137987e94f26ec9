package dev.roost.internal.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.cluster.ClusterOptions;
import dev.roost.cluster.NodeId;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** The encoding of broadcasts and heartbeats between nodes. */
class ClusterCodecProperties {

  /** Any text that UTF-8 can encode. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .all()
        .ofMaxLength(40)
        .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
  }

  @Property(tries = 200)
  void jsonBroadcastsArriveAsTheyAre(
      @ForAll("texts") String topic, @ForAll("texts") String event, @ForAll("texts") String text) {
    Payload payload = Payload.of(Map.of("text", text, "number", 1));
    Broadcast arrived =
        BroadcastCodec.decode(BroadcastCodec.encode(new Broadcast(topic, event, payload)));
    assertThat(arrived.topic()).isEqualTo(topic);
    assertThat(arrived.event()).isEqualTo(event);
    assertThat(arrived.payload().isBinary()).isFalse();
    assertThat(arrived.payload().toString()).isEqualTo(payload.toString());
  }

  @Property(tries = 200)
  void binaryBroadcastsArriveAsTheyAre(
      @ForAll("texts") String topic, @ForAll("texts") String event, @ForAll byte[] bytes) {
    Broadcast sent = new Broadcast(topic, event, Payload.binary(bytes));
    Broadcast arrived = BroadcastCodec.decode(BroadcastCodec.encode(sent));
    assertThat(arrived.topic()).isEqualTo(topic);
    assertThat(arrived.event()).isEqualTo(event);
    assertThat(arrived.payload().binary()).isEqualTo(bytes);
  }

  @Property(tries = 200)
  void attributesArriveWithThePayload(
      @ForAll @Size(max = 4) Map<@From("texts") String, @From("texts") String> attributes,
      @ForAll boolean binary) {
    Payload payload = binary ? Payload.binary(new byte[] {1, 2}) : Payload.json("{\"a\":1}");
    Broadcast sent = new Broadcast("topic", "event", payload.withAttributes(attributes));
    Payload arrived = BroadcastCodec.decode(BroadcastCodec.encode(sent)).payload();
    assertThat(arrived.attributes()).isEqualTo(attributes);
    assertThat(arrived.isBinary()).isEqualTo(binary);
    assertThat(arrived).hasToString(payload.toString());
  }

  @Property(tries = 1_000)
  void garbageIsRefusedOrDecoded(@ForAll @Size(max = 60) byte[] garbage) {
    PeerGarbage.refusedOrRead(() -> BroadcastCodec.decode(Buffer.buffer(garbage)));
  }

  @Property(tries = 1_000)
  void corruptBroadcastIsRefusedOrDecoded(
      @ForAll("texts") String topic,
      @ForAll int position,
      @ForAll byte spoilt,
      @ForAll int length) {
    Payload payload = Payload.EMPTY.withAttribute("name", "value");
    Buffer bytes = BroadcastCodec.encode(new Broadcast(topic, "event", payload));
    bytes.setByte(Math.floorMod(position, bytes.length()), spoilt);
    PeerGarbage.refusedOrRead(() -> BroadcastCodec.decode(bytes));
    PeerGarbage.refusedOrRead(
        () -> BroadcastCodec.decode(bytes.slice(0, Math.floorMod(length, bytes.length()))));
  }

  @Property(tries = 200)
  void heartbeatsArriveAsTheyAre(
      @ForAll long self,
      @ForAll @Size(max = 6) List<Long> others,
      @ForAll @Size(max = 4) Map<String, Long> versions,
      @ForAll boolean leaving) {
    List<Peer> peers = new ArrayList<>();
    Map<NodeId, Long> sent = new LinkedHashMap<>();
    others.stream()
        .distinct()
        .forEach(
            other -> {
              Peer peer = new Peer(new NodeId(other), "member", new ClusterOptions());
              for (int i = 0; i < Math.floorMod(other, 4); i++) {
                peer.enqueue(Batch.envelope("s", Buffer.buffer()));
              }
              peer.flush(new NodeId(self), batch -> {});
              peers.add(peer);
              if (peer.sent() > 0) {
                sent.put(peer.id(), (long) Math.floorMod(other, 4));
              }
            });
    Map<String, LongSupplier> suppliers = new LinkedHashMap<>();
    versions.forEach((of, version) -> suppliers.put(of, () -> version));
    JsonObject json = Heartbeat.json(new NodeId(self), "member of it", leaving, peers, suppliers);
    Heartbeat arrived = Heartbeat.of(json.toBuffer().toJsonObject());
    assertThat(arrived.node()).isEqualTo(new NodeId(self));
    assertThat(arrived.memberId()).isEqualTo("member of it");
    assertThat(arrived.leaving()).isEqualTo(leaving);
    assertThat(arrived.sent()).isEqualTo(sent);
    peers.forEach(peer -> assertThat(arrived.sentTo(peer.id())).isEqualTo(peer.sent()));
    peers.forEach(peer -> assertThat(arrived.receivedFrom(peer.id())).isZero());
    assertThat(arrived.versions()).isEqualTo(versions);
    assertThat(arrived.sentTo(new NodeId(self ^ 0x5555))).isGreaterThanOrEqualTo(0);
  }

  @Property(tries = 200)
  void nodeIdIsSixteenHexDigits(@ForAll long value) {
    NodeId node = new NodeId(value);
    assertThat(node.toString()).hasSize(16).matches("[0-9a-f]*");
    assertThat(NodeId.parse(node.toString())).isEqualTo(node);
  }
}
