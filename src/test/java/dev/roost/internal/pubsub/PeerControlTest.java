package dev.roost.internal.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.cluster.ClusterOptions;
import dev.roost.cluster.NodeId;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Control messages between nodes, which are not dropped like broadcasts. */
class PeerControlTest {
  private static final NodeId SELF = new NodeId(1);

  private final Peer peer =
      new Peer(
          new NodeId(2),
          "member",
          new ClusterOptions().windowBytes(1 << 20).maxQueuedBytes(100).maxControlBytes(1_000));
  private final List<String> sent = new ArrayList<>();
  private final List<Long> firsts = new ArrayList<>();

  private static Buffer envelope(String subject, int size) {
    return Batch.envelope(subject, Buffer.buffer(new byte[size]));
  }

  private void flush() {
    peer.flush(
        SELF,
        bytes -> {
          Batch batch = Batch.decode(bytes);
          firsts.add(batch.first());
          batch.forEach(0, (subject, body) -> sent.add(subject));
        });
  }

  @Test
  void controlMessagesPrecedeBroadcastsAndAreNotDropped() {
    peer.enqueueControl(envelope("c1", 300));
    for (int i = 0; i < 10; i++) {
      peer.enqueue(envelope("b" + i, 60));
    }
    peer.enqueueControl(envelope("c2", 300));
    flush();
    assertThat(sent).containsExactly("c1", "c2", "b9");
    assertThat(peer.dropped()).isEqualTo(9);
    // Dropped messages have numbers, so the other node detects the loss.
    assertThat(firsts).containsExactly(10L, 12L);
    assertThat(peer.sent()).isEqualTo(12);
  }

  @Test
  void controlQueueIsDroppedAsAWholeOnOverflow() {
    peer.enqueueControl(envelope("c1", 600));
    peer.enqueueControl(envelope("c2", 600));
    peer.enqueueControl(envelope("c3", 60));
    flush();
    assertThat(sent).containsExactly("c3");
    assertThat(peer.dropped()).isEqualTo(2);
    assertThat(firsts).containsExactly(3L);
  }

  @Test
  void deferredMessagesMayExceedTheBoundAndKeepTheirPlace() {
    peer.enqueueControl(envelope("c1", 300));
    for (int part = 1; part <= 5; part++) {
      String subject = "part" + part;
      peer.enqueueControl(16, () -> envelope(subject, 600));
    }
    peer.enqueueControl(envelope("c2", 300));
    flush();
    assertThat(sent).containsExactly("c1", "part1", "part2", "part3", "part4", "part5", "c2");
    assertThat(peer.dropped()).isZero();
  }

  @Test
  void deferredMessagesAreBoundedByWhatTheyHold() {
    for (int part = 0; part < 5; part++) {
      peer.enqueueControl(300, () -> envelope("dropped", 10));
    }
    peer.enqueueControl(16, () -> envelope("kept", 10));
    flush();
    assertThat(sent).doesNotHaveDuplicates().contains("kept");
    assertThat(peer.dropped()).isEqualTo(4);
  }

  @Test
  void singleLargeMessageIsSent() {
    peer.enqueueControl(envelope("large", 10_000));
    flush();
    assertThat(sent).containsExactly("large");
  }

  @Test
  void requestIsSentOncePerPeriodAndRepeatedOnce() {
    assertThat(peer.ask("a?")).isTrue();
    assertThat(peer.ask("b?")).isTrue();
    assertThat(peer.ask("a?")).isFalse();
    assertThat(peer.ask("a?")).isFalse();
    assertThat(peer.takeDueQuestions()).containsExactly("a?");
    assertThat(peer.ask("a?")).isTrue();
    assertThat(peer.takeDueQuestions()).isEmpty();
  }

  @Test
  void acknowledgementGoesAlongWithABatchOrIsSentWhenOwedForLong() {
    List<Long> acknowledged = new ArrayList<>();
    Peer.Sender sender = bytes -> acknowledged.add(Batch.decode(bytes).acknowledged());
    receive(1, 100);
    assertThat(peer.acknowledge(SELF, 99, sender)).as("owed, but not for long").isTrue();
    peer.enqueue(envelope("b", 10));
    flush();
    assertThat(peer.acknowledge(SELF, 200, sender)).as("owed after a batch").isFalse();
    assertThat(acknowledged).isEmpty();
    receive(2, 300);
    receive(3, 400);
    assertThat(peer.acknowledge(SELF, 300, sender)).as("owed after it was sent").isFalse();
    assertThat(acknowledged).containsExactly(3L);
  }

  private void receive(long number, long now) {
    List<Buffer> one = List.of(envelope("b", 10));
    peer.receive(
        Batch.decode(Batch.encode(new NodeId(2), 0, number, one)), now, (subject, body) -> {});
  }
}
