package dev.roost.micrometer;

import dev.roost.Endpoint;
import dev.roost.SocketListener;
import dev.roost.auth.JwksUrl;
import dev.roost.auth.JwtConnect;
import dev.roost.cluster.ClusterStatus;
import dev.roost.live.LiveRoutes;
import dev.roost.presence.Presence;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the meters of an endpoint.
 *
 * <pre>{@code
 * EndpointMeters meters = new EndpointMeters(registry);
 * Endpoint endpoint = Endpoint.create(vertx, new EndpointOptions().listener(meters));
 * endpoint.socket(…);
 * meters.watch(endpoint);
 * }</pre>
 *
 * <p>No tag has anything in it that a client can choose. Safe for any thread.
 */
public final class EndpointMeters implements SocketListener {
  private final MeterRegistry registry;
  private final Map<Tags, Timer> connects = new ConcurrentHashMap<>();
  private final Map<JoinKey, Timer> joins = new ConcurrentHashMap<>();
  private final Map<ChannelKey, Timer> handlings = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> drains = new ConcurrentHashMap<>();
  private volatile long queuedBytes;

  private record JoinKey(String path, String channel, boolean accepted) {}

  private record ChannelKey(String path, String channel) {}

  /** Meters in this registry. */
  public EndpointMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  // -- What is timed

  @Override
  public void socketConnected(Connected event) {
    Tags tags =
        Tags.of(
            "socket",
            event.path(),
            "transport",
            event.request().transport(),
            "result",
            result(event.accepted()));
    connects
        .computeIfAbsent(
            tags,
            first ->
                Timer.builder("roost.socket.connected")
                    .description("How long connect handlers took")
                    .tags(first)
                    .register(registry))
        .record(event.nanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void channelJoined(Joined event) {
    joins
        .computeIfAbsent(
            new JoinKey(event.path(), event.channel(), event.accepted()),
            key ->
                Timer.builder("roost.channel.joined")
                    .description("How long joins took")
                    .tags("socket", key.path, "channel", key.channel)
                    .tags("result", result(key.accepted))
                    .register(registry))
        .record(event.nanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void channelHandledIn(Handled event) {
    handlings
        .computeIfAbsent(
            new ChannelKey(event.path(), event.channel()),
            key ->
                Timer.builder("roost.channel.handled.in")
                    .description("How long handleIn took")
                    .tags("socket", key.path, "channel", key.channel)
                    .register(registry))
        .record(event.nanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void socketDrain(Drained event) {
    drains
        .computeIfAbsent(
            event.path(),
            path -> {
              AtomicLong left = new AtomicLong();
              Gauge.builder("roost.socket.drain.left", left, AtomicLong::get)
                  .description("Connections that a drain has not told yet")
                  .tags("socket", path)
                  .register(registry);
              return left;
            })
        .set(event.total() - event.told());
  }

  private static String result(boolean accepted) {
    return accepted ? "ok" : "error";
  }

  // -- What is counted

  /** Adds the figures of an endpoint, whose sockets must have been described. */
  public void watch(Endpoint endpoint) {
    for (String path : endpoint.metrics().keySet()) {
      SocketFigures.addAll(registry, endpoint, path);
    }
    HistoryFigures.addAll(registry, endpoint);
    HttpFigures.addAll(registry, endpoint);
    Gauge.builder("roost.outbound.queued.bytes", () -> queuedBytes)
        .description("Bytes that wait for clients to read them, when it was last asked")
        .register(registry);
    Gauge.builder("roost.outbound.budget.used.bytes", () -> endpoint.outbound().bytes())
        .description("Memory that what waits for all clients takes")
        .register(registry);
    Gauge.builder("roost.outbound.budget.bytes", () -> endpoint.outbound().maxBytes())
        .description("Memory that it may take before the slowest connections are ended")
        .register(registry);
    FunctionCounter.builder(
            "roost.outbound.budget.ended", endpoint, each -> each.outbound().ended())
        .description("Connections that were ended to make room in that budget")
        .register(registry);
    Gauge.builder("roost.inbound.assembly.bytes", endpoint, Endpoint::assemblyBytes)
        .description("Bytes of messages that have not arrived whole")
        .register(registry);
    Gauge.builder("roost.draining", () -> endpoint.isDraining() ? 1 : 0)
        .description("Whether connections are told to go elsewhere")
        .register(registry);
    ClusterStatus cluster = endpoint.cluster();
    if (cluster != null) {
      watch(cluster);
    }
  }

  private void watch(ClusterStatus cluster) {
    Gauge.builder("roost.cluster.nodes", () -> cluster.nodes().size())
        .description("Other nodes that are heard")
        .register(registry);
    FunctionCounter.builder("roost.cluster.dropped", cluster, each -> each.losses().dropped())
        .description("Messages for other nodes that were dropped, as too many waited")
        .register(registry);
    FunctionCounter.builder("roost.cluster.lost", cluster, each -> each.losses().lost())
        .description("Messages of other nodes that never came")
        .register(registry);
  }

  /** Adds the figures of live views. */
  public void watch(LiveRoutes live) {
    LiveFigures.addAll(registry, live);
  }

  /** Adds the figures of presences. */
  public void watch(Presence presence) {
    // A supplier, as a gauge does not keep an object alive by itself.
    Gauge.builder("roost.presence.topics", () -> presence.topics())
        .description("Topics with somebody there")
        .register(registry);
  }

  /**
   * Adds the counts of clients whose tokens were refused, by the kind of reason.
   *
   * @param handler that of a socket, which keeps it alive
   */
  public void watch(JwtConnect handler) {
    TokenFigures.addAll(registry, handler);
  }

  /** Adds the figures of keys that are fetched. */
  public void watch(JwksUrl keys) {
    TokenFigures.addAll(registry, keys);
  }

  /**
   * Brings figures up to date that have to be asked for on each event loop. To be called before the
   * registry is read.
   */
  public Future<Void> refresh(Endpoint endpoint) {
    return endpoint.queuedBytes().onSuccess(bytes -> queuedBytes = bytes).mapEmpty();
  }
}
