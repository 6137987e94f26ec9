package dev.roost.micrometer;

import dev.roost.live.LiveRoutes;
import dev.roost.metrics.LiveSnapshot;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** The figures of live views. */
final class LiveFigures {
  private LiveFigures() {}

  static void addAll(MeterRegistry registry, LiveRoutes live) {
    Gauge.builder("roost.live.views", () -> live.metrics().open())
        .description("Connected views")
        .register(registry);
    Gauge.builder("roost.live.upload.bytes", () -> live.metrics().uploadBytes())
        .description("Bytes of disk that are reserved for uploads")
        .register(registry);
    FunctionTimer.builder(
            "roost.live.renders",
            live,
            each -> each.metrics().renders(),
            each -> each.metrics().renderNanos(),
            TimeUnit.NANOSECONDS)
        .description("Renders of connected views")
        .register(registry);
    count(registry, live, "mounted", "Views that were connected", LiveSnapshot::mounted);
    count(registry, live, "pages", "Pages that HTTP answered with", LiveSnapshot::pages);
    count(
        registry, live, "slow.renders", "Renders that held up the loop", LiveSnapshot::slowRenders);
    count(
        registry,
        live,
        "slow.callbacks",
        "Callbacks that held up the loop",
        LiveSnapshot::slowCallbacks);
    count(registry, live, "diffs", "Renders that were sent", LiveSnapshot::diffs);
    count(registry, live, "diff.bytes", "Bytes of these", LiveSnapshot::diffBytes);
    count(
        registry,
        live,
        "too.many.events",
        "Views that were ended for too many events",
        LiveSnapshot::tooManyEvents);
    count(
        registry,
        live,
        "uploads.refused",
        "Files that were refused as the disk's budget was used up",
        LiveSnapshot::uploadsRefused);
  }

  private static void count(
      MeterRegistry registry,
      LiveRoutes live,
      String name,
      String description,
      ToLongFunction<LiveSnapshot> value) {
    FunctionCounter.builder("roost.live." + name, live, each -> value.applyAsLong(each.metrics()))
        .description(description)
        .register(registry);
  }
}
