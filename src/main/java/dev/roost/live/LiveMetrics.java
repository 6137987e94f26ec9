package dev.roost.live;

import dev.roost.metrics.LiveSnapshot;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what live views do, and logs what is slow. Safe for any thread. */
final class LiveMetrics {
  private static final Logger log = LoggerFactory.getLogger(LiveMetrics.class);
  private static final long LOG_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final long slowNanos;
  private final LongAdder mounted = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder pages = new LongAdder();
  private final LongAdder renders = new LongAdder();
  private final LongAdder renderNanos = new LongAdder();
  private final LongAdder slowRenders = new LongAdder();
  private final LongAdder slowCallbacks = new LongAdder();
  private final LongAdder diffs = new LongAdder();
  private final LongAdder diffBytes = new LongAdder();
  private final LongAdder tooManyEvents = new LongAdder();
  private final LongAdder uploadsRefused = new LongAdder();

  // By what was slow: one entry for each class of view and kind of work.
  private final Map<String, AtomicLong> logged = new ConcurrentHashMap<>();

  LiveMetrics(int slowMillis) {
    this.slowNanos = TimeUnit.MILLISECONDS.toNanos(slowMillis);
  }

  void countMounted() {
    mounted.increment();
  }

  void countEnded() {
    ended.increment();
  }

  void countPage() {
    pages.increment();
  }

  void countRefusedUpload() {
    uploadsRefused.increment();
  }

  void countTooManyEvents(LiveView view) {
    tooManyEvents.increment();
    if (mayLog("too many events of " + view.getClass().getName())) {
      log.warn("ending a live view: its page sent too many events view={}", view);
    }
  }

  void rendered(LiveView view, long nanos) {
    renders.increment();
    renderNanos.add(nanos);
    if (nanos > slowNanos) {
      slowRenders.increment();
      logSlow("render", view, nanos);
    }
  }

  void ran(LiveView view, long nanos) {
    if (nanos > slowNanos) {
      slowCallbacks.increment();
      logSlow("callback", view, nanos);
    }
  }

  private void logSlow(String what, LiveView view, long nanos) {
    if (mayLog(what + " of " + view.getClass().getName())) {
      log.warn(
          "slow {} of a live view: the other connections of its event loop waited view={} ms={}",
          what,
          view,
          TimeUnit.NANOSECONDS.toMillis(nanos));
    }
  }

  private boolean mayLog(String subject) {
    long now = System.nanoTime();
    AtomicLong last =
        logged.computeIfAbsent(subject, first -> new AtomicLong(now - LOG_AGAIN_NANOS));
    long then = last.get();
    return now - then >= LOG_AGAIN_NANOS && last.compareAndSet(then, now);
  }

  void sent(int bytes) {
    diffs.increment();
    diffBytes.add(bytes);
  }

  LiveSnapshot snapshot(long uploadBytes) {
    // The ended ones first: no view is counted as ended but not as mounted.
    long over = ended.sum();
    long begun = mounted.sum();
    return new LiveSnapshot(
        begun - over,
        begun,
        pages.sum(),
        renders.sum(),
        renderNanos.sum(),
        slowRenders.sum(),
        slowCallbacks.sum(),
        diffs.sum(),
        diffBytes.sum(),
        tooManyEvents.sum(),
        uploadBytes,
        uploadsRefused.sum());
  }
}
