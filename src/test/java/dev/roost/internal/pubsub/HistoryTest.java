package dev.roost.internal.pubsub;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.internal.session.CapturedLog;
import dev.roost.metrics.HistorySnapshot;
import dev.roost.pubsub.History;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resuming a topic with a history, and the history's content. */
@Timeout(60)
class HistoryTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final History FIVE = History.of(5, MINUTE);

  private final HistoryLoops loops = new HistoryLoops();

  @AfterEach
  void stop() {
    loops.close();
  }

  private void broadcasts(int from, int to) {
    IntStream.rangeClosed(from, to).forEach(n -> loops.broadcast("t", "e", n));
  }

  @Test
  void resumeDeliversMissedBroadcastsBeforeNewOnes() throws Exception {
    HistoryListener listener = loops.listener("t", FIVE).comes().goes();
    broadcasts(1, 3);
    listener.comes();
    assertThat(listener.numbers()).containsExactly(1, 2, 3);
    broadcasts(4, 4);
    eventually(() -> assertThat(listener.numbers()).containsExactly(1, 2, 3, 4));
    assertThat(listener.gaps()).isEmpty();
    assertThat(loops.pubSub.histories())
        .isEqualTo(new HistorySnapshot(1, bytesOf(listener), 4, 1, 3, 0, 0));
  }

  private static long bytesOf(HistoryListener listener) {
    return listener.heard().stream().mapToLong(each -> each.payload().length()).sum();
  }

  @Test
  void resumeWithTheCurrentIdDeliversNothing() {
    HistoryListener listener = loops.listener("t", FIVE).comes().goes().comes();
    assertThat(listener.heard()).isEmpty();
    assertThat(listener.gaps()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "0",
        "x.1",
        "PREFIX",
        "PREFIX.",
        "PREFIX.-1",
        "PREFIX.+0",
        "PREFIX.00",
        "PREFIX.2",
        "PREFIX.99999999999999999999",
        "PREFIX.1 "
      })
  void unknownIdIsAGap(String since) {
    HistoryListener listener = loops.listener("t", FIVE).comes().goes();
    String prefix = listener.last().substring(0, listener.last().indexOf('.'));
    broadcasts(1, 1);
    listener.comes(since.replace("PREFIX", prefix));
    assertThat(listener.gaps()).containsExactly(Missed.Gap.UNKNOWN);
    assertThat(listener.heard()).isEmpty();
  }

  @Test
  void possibleLossIsAGapForEarlierIdsOnly() throws Exception {
    HistoryListener listener = loops.listener("t", FIVE).comes();
    broadcasts(1, 1);
    eventually(() -> assertThat(listener.numbers()).containsExactly(1));
    listener.goes();
    loops.pubSub.mayHaveMissed();
    broadcasts(2, 2);
    assertThat(listener.comes().gaps()).containsExactly(Missed.Gap.LOST);
    listener.goes();
    broadcasts(3, 3);
    assertThat(listener.comes().numbers()).containsExactly(1, 3);
  }

  @Test
  void binaryPresenceAndExcludedEventsAreNotKept() throws Exception {
    History history = FIVE.without("typing");
    HistoryListener listener = loops.listener("t", history).comes();
    String base = listener.last();
    loops.broadcast(new Broadcast("t", "e", Payload.binary(new byte[] {1})));
    for (String event : List.of("typing", "presence_diff", "presence_state")) {
      loops.broadcast("t", event, 1);
    }
    eventually(() -> assertThat(listener.heard()).hasSize(4));
    assertThat(listener.heard().get(1).payload()).hasToString("{\"n\":1}");
    assertThat(listener.last()).isEqualTo(base);
    assertThat(loops.pubSub.histories().recorded()).isZero();
  }

  @Test
  void topicWithoutAHistoryHasNoIds() throws Exception {
    loops.listener("t", FIVE).comes();
    List<Broadcast> heard = new CopyOnWriteArrayList<>();
    EventExecutor loop = loops.next();
    HistoryLoops.on(
        loop, () -> loops.pubSub.subscribe(loop, "other", it -> heard.add(it.broadcast())));
    loops.broadcast("other", "e", 1);
    eventually(() -> assertThat(heard).hasSize(1));
    assertThat(heard.get(0).payload()).hasToString("{\"n\":1}");
  }

  @Test
  void failingSubscriberDoesNotAffectOthers() throws Exception {
    EventExecutor loop = loops.next();
    HistoryLoops.on(
        loop,
        () ->
            loops.pubSub.subscribe(
                loop,
                "t",
                dispatch -> {
                  throw new IllegalStateException("a subscriber must not, but did");
                }));
    HistoryListener listener = loops.listener("t", FIVE).comes();
    try (CapturedLog log = new CapturedLog()) {
      // On that loop: its subscriber receives it before the other loops.
      for (int n = 1; n <= 2; n++) {
        int number = n;
        loop.submit(() -> loops.broadcast("t", "e", number)).await();
      }
      loops.broadcast("t", "e", 3);
      eventually(() -> assertThat(listener.numbers()).containsExactly(1, 2, 3));
      eventually(() -> assertThat(log.warnings()).hasSize(1));
    }
  }

  @Test
  void framesAreReleasedWhileTheBroadcastIsKept() throws Exception {
    CountingSerializer serializer = new CountingSerializer();
    List<Dispatch> dispatches = new CopyOnWriteArrayList<>();
    EventExecutor loop = loops.next();
    HistoryLoops.on(
        loop,
        () ->
            loops.pubSub.subscribe(
                loop,
                "t",
                dispatch -> {
                  dispatches.add(dispatch);
                  assertThat(dispatch.frame(serializer)).isNotNull();
                },
                FIVE));
    broadcasts(1, 3);
    eventually(() -> assertThat(dispatches).hasSize(3));
    eventually(() -> assertThat(dispatches).allMatch(dispatch -> dispatch.refCnt() == 0));
    serializer.assertAllFreed();
    assertThat(loops.pubSub.histories().bytes()).isPositive();
  }
}
