package dev.roost.internal.transport;

import dev.roost.internal.options.Require;
import dev.roost.internal.transport.BacklogWatch.Candidate;
import dev.roost.metrics.OutboundSnapshot;
import io.netty.util.internal.PlatformDependent;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the memory of messages that wait for all clients of an endpoint, over all mounts and event
 * loops. Safe for any thread.
 *
 * <p>It counts memory and not deliveries: a broadcast that waits for a thousand clients is one
 * buffer, and counts once, with the place it has in each connection's queue. Between two countings
 * each connection adds all that waits for it, which is too much rather than too little. When the
 * sum exceeds the budget, each event loop first offers what waits to the network again and counts
 * its connections exactly. If it is still too much, the slowest connections are ended, until an
 * eighth of the budget is free: those first of which no byte has left for a while, and among them
 * those first that take the most memory.
 */
public final class OutboundBudget {
  private static final Logger log = LoggerFactory.getLogger(OutboundBudget.class);

  /** The part of the memory for direct buffers that it is by default. */
  private static final int PART_OF_DIRECT_MEMORY = 4;

  /** The part of the budget that is free after connections were ended. */
  private static final int PART_TO_FREE = 8;

  /** Counting exactly takes time: a busy server does it so often at most. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final Comparator<Candidate> SLOWEST_FIRST =
      Comparator.comparing(Candidate::stalled).thenComparingLong(Candidate::bytes).reversed();

  private final long maxBytes;
  private final AtomicLong bytes = new AtomicLong();
  private final LongAdder ended = new LongAdder();
  private final List<BacklogWatch> watches = new CopyOnWriteArrayList<>();
  private final AtomicBoolean makingRoom = new AtomicBoolean();
  private volatile long nextNanos = System.nanoTime();

  /** A budget of so many bytes. */
  public OutboundBudget(long maxBytes) {
    Require.positive("maxBytes", maxBytes);
    this.maxBytes = maxBytes;
  }

  /** A quarter of the memory that the JVM has for direct buffers. */
  public static long defaultBytes() {
    return PlatformDependent.maxDirectMemory() / PART_OF_DIRECT_MEMORY;
  }

  /** The present figures. */
  public OutboundSnapshot snapshot() {
    return new OutboundSnapshot(bytes.get(), maxBytes, ended.sum());
  }

  void add(BacklogWatch watch) {
    watches.add(watch);
  }

  /** More waits, or less. */
  void change(long by) {
    if (by != 0 && bytes.addAndGet(by) > maxBytes && by > 0) {
      check();
    }
  }

  /** Makes room if there is too much. */
  void check() {
    if (bytes.get() > maxBytes
        && System.nanoTime() - nextNanos >= 0
        && makingRoom.compareAndSet(false, true)) {
      onEachLoop(watches, BacklogWatch::recount, this::collect);
    }
  }

  private void collect() {
    if (bytes.get() <= maxBytes) {
      done();
      return;
    }
    Collection<Candidate> candidates = new ConcurrentLinkedQueue<>();
    onEachLoop(
        watches,
        watch -> candidates.addAll(watch.candidates()),
        () -> endSlowest(candidates.stream().sorted(SLOWEST_FIRST).toList()));
  }

  private void endSlowest(List<Candidate> slowestFirst) {
    // The sum of exact counts: what was written since, to another event loop's part of a broadcast
    // for example, is counted too high in the total.
    long used = slowestFirst.stream().mapToLong(Candidate::bytes).sum();
    if (used <= maxBytes) {
      done();
      return;
    }
    long toFree = used - maxBytes + maxBytes / PART_TO_FREE;
    List<Candidate> chosen = new CopyOnWriteArrayList<>();
    for (Candidate candidate : slowestFirst) {
      if (toFree <= 0) {
        break;
      }
      if (candidate.backlog().choose()) {
        toFree -= candidate.bytes();
        chosen.add(candidate);
      }
    }
    if (!chosen.isEmpty()) {
      ended.add(chosen.size());
      log.warn(
          "closing the slowest connections: the outbound budget of the endpoint is used up"
              + " connections={} queued={} budget={}",
          chosen.size(),
          used,
          maxBytes);
    }
    onEachLoop(
        watches,
        watch ->
            chosen.stream().filter(candidate -> candidate.watch() == watch).forEach(Candidate::end),
        this::done);
  }

  private void done() {
    nextNanos = System.nanoTime() + PAUSE_NANOS;
    makingRoom.set(false);
  }

  // Does something with each watch on its event loop, and afterwards something else on any of them.
  private static void onEachLoop(
      List<BacklogWatch> watches, Consumer<BacklogWatch> work, Runnable afterwards) {
    List<BacklogWatch> all = List.copyOf(watches);
    AtomicInteger missing = new AtomicInteger(all.size());
    for (BacklogWatch watch : all) {
      Runnable oneDone =
          () -> {
            if (missing.decrementAndGet() == 0) {
              afterwards.run();
            }
          };
      try {
        watch
            .loop()
            .execute(
                () -> {
                  try {
                    work.accept(watch);
                  } finally {
                    oneDone.run();
                  }
                });
      } catch (RejectedExecutionException shutDown) {
        oneDone.run();
      }
    }
  }
}
