package dev.roost.micrometer;

import dev.roost.Endpoint;
import dev.roost.metrics.HistorySnapshot;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToLongFunction;

/** The figures of an endpoint's histories. */
final class HistoryFigures {
  private HistoryFigures() {}

  static void addAll(MeterRegistry registry, Endpoint endpoint) {
    Gauge.builder("roost.history.topics", () -> endpoint.histories().topics())
        .description("Topics that have a history")
        .register(registry);
    Gauge.builder("roost.history.bytes", () -> endpoint.histories().bytes())
        .description("Bytes of payloads that are kept")
        .register(registry);
    count(registry, endpoint, "recorded", "Broadcasts that were kept", HistorySnapshot::recorded);
    count(
        registry, endpoint, "resumed", "Joins that got what they missed", HistorySnapshot::resumed);
    count(registry, endpoint, "replayed", "Broadcasts they got so", HistorySnapshot::replayed);
    count(registry, endpoint, "gaps", "Joins that were told of a gap", HistorySnapshot::gaps);
    count(
        registry,
        endpoint,
        "too.many.topics",
        "Joins of topics that got no history, as there were too many",
        HistorySnapshot::tooManyTopics);
  }

  private static void count(
      MeterRegistry registry,
      Endpoint endpoint,
      String name,
      String description,
      ToLongFunction<HistorySnapshot> value) {
    FunctionCounter.builder(
            "roost.history." + name, endpoint, each -> value.applyAsLong(each.histories()))
        .description(description)
        .register(registry);
  }
}
