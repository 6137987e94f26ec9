package dev.roost.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Envelopes in batches: what goes in comes out, and no batch is larger than it may be. */
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
  void whatGoesInComesOutFromAnyNumberOn(
      @ForAll("envelopes") List<Envelope> envelopes,
      @ForAll long acknowledged,
      @ForAll int first,
      @ForAll int skip) {
    Queue<Buffer> queue =
        new ArrayDeque<>(envelopes.stream().map(BatchProperties::encoded).toList());
    Batch batch = Batch.decode(Batch.encode(NODE, acknowledged, first, queue, Integer.MAX_VALUE));
    assertThat(queue).isEmpty();
    assertThat(batch.from()).isEqualTo(NODE);
    assertThat(batch.acknowledged()).isEqualTo(acknowledged);
    assertThat(batch.first()).isEqualTo(first);
    assertThat(batch.count()).isEqualTo(envelopes.size());
    int from = Math.floorMod(skip, envelopes.size() + 1);
    assertThat(contents(batch, (long) first + from))
        .isEqualTo(envelopes.subList(from, envelopes.size()));
  }

  @Property(tries = 150)
  void aBatchTakesWhatFitsAndAtLeastOne(
      @ForAll("envelopes") List<Envelope> envelopes,
      @ForAll @net.jqwik.api.constraints.IntRange(max = 200) int maxBytes) {
    Queue<Buffer> queue =
        new ArrayDeque<>(envelopes.stream().map(BatchProperties::encoded).toList());
    List<Envelope> all = new ArrayList<>();
    while (!queue.isEmpty()) {
      int waiting = queue.size();
      Buffer next = queue.element();
      Buffer bytes = Batch.encode(NODE, 0, 1, queue, maxBytes);
      Batch batch = Batch.decode(bytes);
      assertThat(batch.count()).isPositive().isEqualTo(waiting - queue.size());
      assertThat(bytes.length() - Batch.HEADER)
          .isLessThanOrEqualTo(Math.max(maxBytes, next.length()));
      if (!queue.isEmpty()) {
        assertThat(bytes.length() - Batch.HEADER + queue.element().length())
            .isGreaterThan(maxBytes);
      }
      all.addAll(contents(batch, 1));
    }
    assertThat(all).isEqualTo(envelopes);
  }

  @Test
  void anEnvelopeLargerThanABatchGoesAlone() {
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
  void anotherFormatIsRefused() {
    Buffer batch = Batch.encode(NODE, 0, 1, new ArrayDeque<>(), 0);
    batch.setByte(0, (byte) 2);
    assertThatThrownBy(() -> Batch.decode(batch)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void garbageIsRefusedOrReadWithoutHarm(@ForAll @Size(max = 100) byte[] garbage) {
    Buffer bytes = Buffer.buffer(garbage);
    if (garbage.length > 0) {
      bytes.setByte(0, (byte) 1);
    }
    PeerGarbage.refusedOrRead(() -> takeIn(bytes));
  }

  @Property(tries = 300)
  void aSpoiltBatchIsRefusedOrReadWithoutHarm(
      @ForAll("envelopes") List<Envelope> envelopes,
      @ForAll int position,
      @ForAll byte spoilt,
      @ForAll int length) {
    Queue<Buffer> queue =
        new ArrayDeque<>(envelopes.stream().map(BatchProperties::encoded).toList());
    Buffer bytes = Batch.encode(NODE, 0, 1, queue, Integer.MAX_VALUE);
    bytes.setByte(Math.floorMod(position, bytes.length()), spoilt);
    PeerGarbage.refusedOrRead(() -> takeIn(bytes.slice(0, Math.floorMod(length, bytes.length()))));
    PeerGarbage.refusedOrRead(() -> takeIn(bytes));
  }

  /** As a peer does, who must be able to go on afterwards. */
  private static void takeIn(Buffer bytes) {
    Peer peer = new Peer(NODE, "member", new ClusterOptions());
    try {
      peer.receive(Batch.decode(bytes), (subject, body) -> body.getBytes());
    } finally {
      assertThat(peer.received()).isBetween(0L, Long.MAX_VALUE);
    }
  }
}
