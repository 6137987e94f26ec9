package dev.roost.internal.pubsub;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.roost.pubsub.History;
import dev.roost.pubsub.HistoryBounds;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The size and age limits of one history and of all together. */
@Timeout(60)
class HistoryLimitsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final History FIVE = History.of(5, MINUTE);

  private HistoryLoops loops = new HistoryLoops();

  @AfterEach
  void stop() {
    loops.close();
  }

  private void broadcasts(int from, int to) {
    IntStream.rangeClosed(from, to).forEach(n -> loops.broadcast("t", "e", n));
  }

  @Test
  void entriesBeyondTheCountLimitAreDropped() {
    HistoryListener listener = loops.listener("t", FIVE).comes().goes();
    String base = listener.last();
    broadcasts(1, 5);
    assertThat(listener.comes().goes().numbers()).hasSize(5);
    broadcasts(6, 6);
    assertThat(listener.comes().goes().numbers()).hasSize(6);
    assertThat(listener.gaps()).isEmpty();

    HistoryListener late = loops.listener("t", FIVE).comes(base);
    assertThat(late.gaps()).containsExactly(Missed.Gap.EXPIRED);
    assertThat(late.heard()).isEmpty();
  }

  @Test
  void entriesBeyondTheByteLimitAreDropped() {
    History small = FIVE.withBytes(100);
    HistoryListener listener = loops.listener("t", small).comes().goes();
    loops.broadcast(new Broadcast("t", "e", Payload.json("{\"a\":\"" + "x".repeat(200) + "\"}")));
    assertThat(loops.pubSub.histories().bytes()).isZero();
    assertThat(listener.comes().gaps()).containsExactly(Missed.Gap.EXPIRED);
  }

  @Test
  void expiredEntriesAreDropped() {
    HistoryListener listener = loops.listener("t", FIVE).comes().goes();
    loops.listener("t", FIVE).comes();
    broadcasts(1, 1);
    loops.passes(MINUTE);
    assertThat(listener.comes().goes().numbers()).containsExactly(1);
    broadcasts(2, 2);
    loops.passes(MINUTE.plusMillis(1));
    loops.pubSub.sweepHistories();
    assertThat(loops.pubSub.histories().bytes()).isZero();
    assertThat(listener.comes().gaps()).containsExactly(Missed.Gap.EXPIRED);
  }

  @Test
  void topicIsRecordedWhileItsBroadcastsAreKept() {
    HistoryListener listener = loops.listener("t", FIVE).comes().goes();
    String base = listener.last();
    loops.passes(MINUTE);
    loops.pubSub.sweepHistories();
    assertThat(Subscriptions.topicsOf(loops.pubSub)).containsExactly("t");
    assertThat(listener.comes().goes().gaps()).isEmpty();

    loops.passes(MINUTE.plusMillis(1));
    loops.pubSub.sweepHistories();
    assertThat(Subscriptions.topicsOf(loops.pubSub)).isEmpty();
    assertThat(loops.pubSub.histories().topics()).isZero();
    broadcasts(1, 1);
    assertThat(listener.comes().gaps()).containsExactly(Missed.Gap.UNKNOWN);
    assertThat(listener.last()).isNotEqualTo(base);
    assertThat(HistoryListener.numberOf(listener.last())).isZero();
  }

  @Test
  void topicWithSubscribersKeepsItsHistory() throws Exception {
    HistoryListener listener = loops.listener("t", FIVE).comes();
    loops.passes(MINUTE.multipliedBy(3));
    loops.pubSub.sweepHistories();
    broadcasts(1, 1);
    eventually(() -> assertThat(listener.numbers()).containsExactly(1));
  }

  @Test
  void topicsBeyondTheLimitHaveNoHistory() throws Exception {
    loops.close();
    loops = new HistoryLoops(new HistoryBounds(1, 1 << 20));
    loops.listener("t", FIVE).comes();
    HistoryListener other = loops.listener("other", FIVE).comes();
    assertThat(other.last()).isNull();
    loops.broadcast("other", "e", 1);
    eventually(() -> assertThat(other.numbers()).containsExactly(1));
    assertThat(other.goes().comes("x.1").gaps()).containsExactly(Missed.Gap.UNKNOWN);
    assertThat(loops.pubSub.histories().tooManyTopics()).isEqualTo(2);
    assertThat(loops.pubSub.histories().topics()).isEqualTo(1);
  }

  @Test
  void totalBytesStayWithinTheLimit() {
    loops.close();
    loops = new HistoryLoops(new HistoryBounds(10, 300));
    HistoryListener one = loops.listener("one", FIVE).comes().goes();
    HistoryListener two = loops.listener("two", FIVE).comes().goes();
    Payload large = Payload.json("{\"a\":\"" + "x".repeat(80) + "\"}");
    for (int i = 0; i < 5; i++) {
      loops.broadcast(new Broadcast("one", "e", large));
      loops.broadcast(new Broadcast("two", "e", large));
      assertThat(loops.pubSub.histories().bytes()).isLessThanOrEqualTo(300);
    }
    assertThat(one.comes().gaps()).containsExactly(Missed.Gap.EXPIRED);
    assertThat(two.comes().gaps()).containsExactly(Missed.Gap.EXPIRED);
  }

  @Test
  void limitsArePositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> History.of(0, MINUTE));
    assertThatIllegalArgumentException().isThrownBy(() -> History.of(1, Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> FIVE.withBytes(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new HistoryBounds(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new HistoryBounds(1, 0));
    assertThat(FIVE.without("a").without("b").passing()).isEqualTo(Set.of("a", "b"));
  }
}
