package dev.roost.micrometer;

import dev.roost.Endpoint;
import dev.roost.metrics.SocketSnapshot;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToLongFunction;

/** The figures of one socket that are counted anyway. */
final class SocketFigures {
  private record Figure(String name, String description, ToLongFunction<SocketSnapshot> value) {}

  private static final List<Figure> COUNTS =
      List.of(
          new Figure("opened", "Connections there have been", SocketSnapshot::opened),
          new Figure("messages.received", "Messages of clients", SocketSnapshot::received),
          new Figure("messages.sent", "Messages to clients", SocketSnapshot::sent),
          new Figure("refused", "Connections that were refused", SocketSnapshot::refused),
          new Figure(
              "too.many.connections",
              "Connections that were refused as there were too many",
              SocketSnapshot::tooManyConnections),
          new Figure(
              "too.many.of.address",
              "Connections that were refused as their client's address had too many",
              SocketSnapshot::tooManyOfAddress),
          new Figure(
              "too.many.sessions",
              "Long-poll sessions that were refused as there were too many",
              SocketSnapshot::tooManySessions),
          new Figure(
              "undecodable", "Connections closed for a bad message", SocketSnapshot::undecodable),
          new Figure(
              "overloaded",
              "Connections closed for what waited for their clients",
              SocketSnapshot::overloaded),
          new Figure(
              "stalled",
              "Overloaded connections of which no byte left for the stall timeout",
              SocketSnapshot::stalled),
          new Figure(
              "beyond.hard.limit",
              "Overloaded connections with more than the hard limit waiting",
              SocketSnapshot::beyondHardLimit),
          new Figure(
              "beyond.budget",
              "Overloaded connections that made room in the endpoint's budget",
              SocketSnapshot::beyondBudget),
          new Figure(
              "assemblies.ended",
              "Connections and requests ended because partial messages used up the budget",
              SocketSnapshot::assembliesEnded),
          new Figure(
              "too.many.fragments",
              "Connections closed for a message of too many fragments",
              SocketSnapshot::tooManyFragments),
          new Figure(
              "too.many.messages", "Messages beyond the rate", SocketSnapshot::tooManyMessages),
          new Figure("too.many.joins", "Joins beyond the rate", SocketSnapshot::tooManyJoins),
          new Figure(
              "too.many.channels",
              "Joins refused as the connection had too many channels",
              SocketSnapshot::tooManyChannels),
          new Figure(
              "too.many.subscriptions",
              "Subscriptions refused as the channel had too many",
              SocketSnapshot::tooManySubscriptions),
          new Figure(
              "queue.overflows",
              "Channels that crashed as too much waited for them",
              SocketSnapshot::queueOverflows),
          new Figure(
              "compressions",
              "Messages compressed, a broadcast once for all its recipients",
              SocketSnapshot::compressions),
          new Figure(
              "compression.before",
              "Bytes of the messages that were sent compressed, before compression",
              SocketSnapshot::bytesBeforeCompression),
          new Figure(
              "compression.after",
              "Bytes of the messages that were sent compressed, after compression",
              SocketSnapshot::bytesAfterCompression),
          new Figure("channels.joined", "Joins that succeeded", SocketSnapshot::joined),
          new Figure(
              "channels.crashed", "Joins and channels that crashed", SocketSnapshot::crashed));

  private SocketFigures() {}

  static void addAll(MeterRegistry registry, Endpoint endpoint, String path) {
    Gauge.builder("roost.socket.open", () -> of(endpoint, path).open())
        .description("Connections there are")
        .tags("socket", path)
        .register(registry);
    Gauge.builder("roost.socket.slow", () -> of(endpoint, path).slow())
        .description("Connections with more than the soft limit waiting")
        .tags("socket", path)
        .register(registry);
    Gauge.builder("roost.socket.channels", () -> of(endpoint, path).channels())
        .description("Channels that have joined and not ended")
        .tags("socket", path)
        .register(registry);
    for (Figure figure : COUNTS) {
      FunctionCounter.builder(
              "roost.socket." + figure.name,
              endpoint,
              each -> figure.value.applyAsLong(of(each, path)))
          .description(figure.description)
          .tags("socket", path)
          .register(registry);
    }
  }

  private static SocketSnapshot of(Endpoint endpoint, String path) {
    SocketSnapshot snapshot = endpoint.metrics().get(path);
    if (snapshot == null) {
      throw new IllegalArgumentException("no socket at " + path);
    }
    return snapshot;
  }
}
