package dev.roost.internal.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.cluster.ClusterOptions;
import dev.roost.cluster.NodeId;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Batches restore their envelopes and stay within the size limit. */
class BatchProperties {
  private static final NodeId NODE = new NodeId(-3);

  private record Envelope(String subject, List<Byte> body) {}

  @Provide
  Arbitrary<List<Envelope>> envelopes() {
    return net.jqwik.api.Combinators.combine(
            Arbitraries.strings().ascii().ofMaxLength(20), Arbitraries.bytes().list().ofMaxSize(40))
        .as(Envelope::new)
        .list()
        .ofMaxSize(15);
  }

  private static Buffer encoded(Envelope envelope) {
    byte[] body = new byte[envelope.body.size()];
    for (int i = 0; i < body.length; i++) {
      body[i] = envelope.body.get(i);
    }
    return Batch.envelope(envelope.subject, Buffer.buffer(body));
  }

  @Property(tries = 150)
  void batchRestoresEnvelopesFromAnyNumber(
      @ForAll("envelopes") List<Envelope> envelopes,
      @ForAll long acknowledged,
      @ForAll int first,
      @ForAll int skip) {
    List<Buffer> encoded = envelopes.stream().map(BatchProperties::encoded).toList();
    Batch batch = Batch.decode(Batch.encode(NODE, acknowledged, first, encoded));
    assertThat(batch.from()).isEqualTo(NODE);
    assertThat(batch.acknowledged()).isEqualTo(acknowledged);
    assertThat(batch.first()).isEqualTo(first);
    assertThat(batch.count()).isEqualTo(envelopes.size());
    int from = Math.floorMod(skip, envelopes.size() + 1);
    assertThat(contents(batch, (long) first + from))
        .isEqualTo(envelopes.subList(from, envelopes.size()));
  }

  @Property(tries = 150)
  void batchTakesAllThatFitAndAtLeastOne(
      @ForAll("envelopes") List<Envelope> envelopes,
      @ForAll @net.jqwik.api.constraints.IntRange(max = 200) int maxBytes) {
    OutgoingQueue queue = new OutgoingQueue();
    envelopes.forEach(envelope -> queue.add(encoded(envelope)));
    List<Envelope> all = new ArrayList<>();
    while (!queue.isEmpty()) {
      int waiting = queue.size();
      long waitingBytes = queue.bytes();
      List<Buffer> taken = queue.take(maxBytes);
      assertThat(taken).isNotEmpty().hasSize(waiting - queue.size());
      int length = taken.stream().mapToInt(Buffer::length).sum();
      assertThat(length).isLessThanOrEqualTo(Math.max(maxBytes, taken.get(0).length()));
      assertThat(queue.bytes()).isEqualTo(waitingBytes - length);
      int taking = all.size() + taken.size();
      if (taking < envelopes.size()) {
        assertThat(length + encoded(envelopes.get(taking)).length()).isGreaterThan(maxBytes);
      }
      all.addAll(contents(Batch.decode(Batch.encode(NODE, 0, 1, taken)), 1));
    }
    assertThat(all).isEqualTo(envelopes);
  }

  @Test
  void envelopeLargerThanABatchIsSentAlone() {
    ClusterOptions options = new ClusterOptions().windowBytes(10 << 20);
    Peer peer = new Peer(NODE, "member", options);
    int[] sizes = {10, 300 << 10, 20, 30, 256 << 10, 40};
    for (int size : sizes) {
      peer.enqueue(Batch.envelope("s", Buffer.buffer(new byte[size])));
    }
    List<Integer> counts = new ArrayList<>();
    List<Integer> bodies = new ArrayList<>();
    peer.flush(
        NODE,
        bytes -> {
          Batch batch = Batch.decode(bytes);
          counts.add(batch.count());
          contents(batch, 0).forEach(envelope -> bodies.add(envelope.body.size()));
        });
    assertThat(counts).containsExactly(1, 1, 2, 1, 1);
    assertThat(bodies).containsExactly(10, 300 << 10, 20, 30, 256 << 10, 40);
  }

  private static List<Envelope> contents(Batch batch, long from) {
    List<Envelope> contents = new ArrayList<>();
    batch.forEach(
        from,
        (subject, body) -> {
          List<Byte> bytes = new ArrayList<>();
          for (byte each : body.getBytes()) {
            bytes.add(each);
          }
          contents.add(new Envelope(subject, bytes));
        });
    return contents;
  }

  @Test
  void unknownFormatIsRefused() {
    Buffer batch = Batch.encode(NODE, 0, 1, List.of());
    batch.setByte(0, (byte) 2);
    assertThatThrownBy(() -> Batch.decode(batch)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void garbageIsRefusedOrDecodedSafely(@ForAll @Size(max = 100) byte[] garbage) {
    Buffer bytes = Buffer.buffer(garbage);
    if (garbage.length > 0) {
      bytes.setByte(0, (byte) 1);
    }
    PeerGarbage.refusedOrRead(() -> decode(bytes));
  }

  @Property(tries = 300)
  void corruptBatchIsRefusedOrDecodedSafely(
      @ForAll("envelopes") List<Envelope> envelopes,
      @ForAll int position,
      @ForAll byte spoilt,
      @ForAll int length) {
    List<Buffer> encoded = envelopes.stream().map(BatchProperties::encoded).toList();
    Buffer bytes = Batch.encode(NODE, 0, 1, encoded);
    bytes.setByte(Math.floorMod(position, bytes.length()), spoilt);
    PeerGarbage.refusedOrRead(() -> decode(bytes.slice(0, Math.floorMod(length, bytes.length()))));
    PeerGarbage.refusedOrRead(() -> decode(bytes));
  }

  /** Decodes like a peer, which must be able to continue afterwards. */
  private static void decode(Buffer bytes) {
    Peer peer = new Peer(NODE, "member", new ClusterOptions());
    try {
      Batch batch = Batch.decode(bytes);
      peer.missedBefore(batch);
      peer.receive(batch, 0, (subject, body) -> body.getBytes());
    } finally {
      assertThat(peer.received()).isBetween(0L, Long.MAX_VALUE);
    }
  }
}
