package dev.roost.internal.presence;

import dev.roost.internal.pubsub.LocalPubSub;
import dev.roost.presence.PresenceOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Prints the cost of presences on this machine: memory per presence of one large topic, memory and
 * time per topic with one presence. Run it by hand.
 */
final class PresenceFigures {
  private static final int NUMBER = 100_000;

  private PresenceFigures() {}

  public static void main(String[] args) throws Exception {
    Vertx vertx = Vertx.vertx();
    PresenceTopics topics = new PresenceTopics(vertx, new LocalPubSub(), new PresenceOptions());
    // Warm-up.
    for (int round = 0; round < 3; round++) {
      measure("presence of one topic", topics, entries("one"));
      measure("topic with one presence", topics, entries(null));
    }
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  private static List<Entry> entries(@Nullable String topic) {
    List<Entry> entries = new ArrayList<>(NUMBER);
    for (int i = 0; i < NUMBER; i++) {
      Entry entry = PresenceListBenchmark.entry(i);
      entries.add(
          new Entry(topic == null ? "room:" + i : topic, entry.key(), entry.ref(), entry.meta()));
    }
    return entries;
  }

  private static void measure(String what, PresenceTopics topics, List<Entry> entries)
      throws Exception {
    long before = usedHeap();
    long start = System.nanoTime();
    all(topics, entries.stream().<Change>map(Change.Added::new).toList());
    double added = micros(start);
    long after = usedHeap();
    start = System.nanoTime();
    all(topics, entries.stream().<Change>map(Change.Removed::new).toList());
    while (topics.size() > 0) {
      Thread.onSpinWait();
    }
    System.out.printf(
        Locale.ROOT,
        "each %s: %d bytes of heap besides its texts, %.1f us to add, %.1f us to remove%n",
        what,
        (after - before) / NUMBER,
        added,
        micros(start));
  }

  private static void all(PresenceTopics topics, List<Change> changes) throws Exception {
    List<Future<Void>> published = new ArrayList<>();
    for (Change change : changes) {
      Promise<Void> promise = Promise.promise();
      topics.apply(change, promise);
      published.add(promise.future());
    }
    Future.all(published).toCompletionStage().toCompletableFuture().get();
  }

  private static double micros(long start) {
    return (System.nanoTime() - start) / 1e3 / NUMBER;
  }

  private static long usedHeap() {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
