package dev.roost.internal.pubsub;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.pubsub.History;
import dev.roost.serializer.Broadcast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Several threads broadcast while listeners subscribe and leave on several event loops. All
 * listeners receive the same broadcasts in the same order, without losses or duplicates, unless a
 * gap is reported.
 */
class HistoryProperties {
  private static final String TOPIC = "t";
  private static final int SENDERS = 3;

  @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
  void allListenersReceiveTheSameWithoutGapsAndDuplicates(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 300) int kept,
      @ForAll @IntRange(min = 1, max = 150) int each)
      throws Exception {
    History history = History.of(kept, Duration.ofHours(1));
    try (HistoryLoops loops = new HistoryLoops()) {
      List<HistoryListener> listeners = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        listeners.add(loops.listener(TOPIC, history).comes());
      }
      List<CompletableFuture<Void>> senders = new ArrayList<>();
      for (int sender = 0; sender < SENDERS; sender++) {
        senders.add(CompletableFuture.runAsync(sending(loops, "sender" + sender, each)));
      }
      while (!senders.stream().allMatch(CompletableFuture::isDone)) {
        HistoryListener listener = listeners.get(random.nextInt(listeners.size()));
        listener.goes().comes();
      }
      senders.forEach(CompletableFuture::join);

      int total = SENDERS * each;
      for (HistoryListener listener : listeners) {
        eventually(() -> assertThat(HistoryListener.numberOf(listener.last())).isEqualTo(total));
        listener.goes();
      }
      Map<Long, String> canon = new HashMap<>();
      for (HistoryListener listener : listeners) {
        check(listener, canon, kept >= total);
      }
      assertThat(loops.pubSub.histories().recorded()).isEqualTo(total);
    }
  }

  private static Runnable sending(HistoryLoops loops, String event, int each) {
    return () -> {
      for (int n = 0; n < each; n++) {
        loops.broadcast(TOPIC, event, n);
        if (n % 16 == 0) {
          LockSupport.parkNanos(10_000);
        }
      }
    };
  }

  private static void check(HistoryListener listener, Map<Long, String> canon, boolean complete) {
    int gaps = 0;
    long previous = 0;
    Map<String, Integer> bySender = new HashMap<>();
    for (Broadcast broadcast : listener.heard()) {
      long number = HistoryListener.numberOf(HistoryListener.idOf(broadcast));
      assertThat(number).isGreaterThan(previous);
      gaps += number == previous + 1 ? 0 : 1;
      previous = number;
      int n = broadcast.payload().json().path("n").intValue();
      Integer before = bySender.put(broadcast.event(), n);
      assertThat(n).isGreaterThan(before == null ? -1 : before);
      String what = broadcast.event() + n;
      assertThat(canon.putIfAbsent(number, what)).isIn(null, what);
    }
    // The last gap may cover everything.
    assertThat(gaps).isLessThanOrEqualTo(listener.gaps().size());
    assertThat(listener.gaps()).allMatch(gap -> gap == Missed.Gap.EXPIRED);
    if (complete) {
      assertThat(listener.gaps()).isEmpty();
    }
  }
}
