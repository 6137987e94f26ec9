package dev.roost.micrometer;

import dev.roost.Endpoint;
import dev.roost.metrics.HttpSnapshot;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToLongFunction;

/** The figures of an endpoint's HTTP connections. */
final class HttpFigures {
  private HttpFigures() {}

  static void addAll(MeterRegistry registry, Endpoint endpoint) {
    Gauge.builder("roost.http.connections", () -> endpoint.httpMetrics().open())
        .description("HTTP connections that are open and are no WebSockets")
        .register(registry);
    count(registry, endpoint, "accepted", "Connections that were accepted", HttpSnapshot::accepted);
    count(registry, endpoint, "refused", "Connections beyond a limit", HttpSnapshot::refused);
    count(
        registry,
        endpoint,
        "refused.by.address",
        "Those of them that were beyond the limit of an address",
        HttpSnapshot::refusedByAddress);
    count(
        registry,
        endpoint,
        "accept.failures",
        "Attempts to accept a connection that failed",
        HttpSnapshot::acceptFailures);
    count(
        registry,
        endpoint,
        "invalid.requests",
        "Requests refused for their form or their size",
        HttpSnapshot::invalidRequests);
    countEnded(registry, endpoint, "header", HttpSnapshot::slowHeaders);
    countEnded(registry, endpoint, "body", HttpSnapshot::slowBodies);
    countEnded(registry, endpoint, "response", HttpSnapshot::unreadResponses);
    countEnded(registry, endpoint, "idle", HttpSnapshot::idle);
  }

  private static void count(
      MeterRegistry registry,
      Endpoint endpoint,
      String name,
      String description,
      ToLongFunction<HttpSnapshot> value) {
    count(registry, endpoint, "roost.http." + name, description, Tags.empty(), value);
  }

  private static void countEnded(
      MeterRegistry registry, Endpoint endpoint, String limit, ToLongFunction<HttpSnapshot> value) {
    count(
        registry,
        endpoint,
        "roost.http.timeouts",
        "Connections closed, and streams reset, by a time limit",
        Tags.of("limit", limit),
        value);
  }

  private static void count(
      MeterRegistry registry,
      Endpoint endpoint,
      String name,
      String description,
      Tags tags,
      ToLongFunction<HttpSnapshot> value) {
    FunctionCounter.builder(name, endpoint, each -> value.applyAsLong(each.httpMetrics()))
        .description(description)
        .tags(tags)
        .register(registry);
  }
}
