package dev.roost.spring;

import dev.roost.DrainOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The properties {@code roost.*}. A property that is not set leaves the library's default.
 *
 * @param enabled Whether to start an endpoint.
 * @param host Address to listen on.
 * @param port Port of the endpoint's own HTTP server; 0 for any that is free.
 * @param path Path of the socket, without /websocket.
 * @param basePath Path under which a reverse proxy shows the server.
 * @param origins Origins that may connect, such as https://example.com or //*.example.com; by
 *     default the host that the request names.
 * @param secretKeyBase Secret of tokens and long-poll sessions, at least 32 random bytes, the same
 *     on all nodes.
 * @param trustedProxies Addresses and networks of reverse proxies whose forwarded headers are
 *     believed.
 * @param longPoll Whether to serve long-polling, too.
 * @param timeout After how long without a received byte a WebSocket is closed.
 * @param eventLoops Number of event loops that serve connections; by default the processors.
 * @param blockingThreads Number of threads of blocking channels before Java 21.
 * @param limits Limits of clients.
 * @param drain How connections are closed when the application stops.
 */
@ConfigurationProperties("roost")
public record RoostProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("0.0.0.0") String host,
    @DefaultValue("4000") int port,
    @DefaultValue("/socket") String path,
    @Nullable String basePath,
    @DefaultValue List<String> origins,
    @Nullable String secretKeyBase,
    @DefaultValue List<String> trustedProxies,
    @DefaultValue("false") boolean longPoll,
    @DefaultValue("60s") Duration timeout,
    @Nullable Integer eventLoops,
    @Nullable Integer blockingThreads,
    @DefaultValue Limits limits,
    @DefaultValue Drain drain) {

  /**
   * The properties {@code roost.limits.*}.
   *
   * @param maxConnections Connections of the server at a time; by default any number.
   * @param maxConnectionsPerAddress Connections of one IP address at a time; by default any number.
   * @param maxMessageSize Size of a message of a client.
   * @param maxChannels Channels of one connection.
   * @param maxQueuedMessages Messages that may wait for one channel.
   * @param maxQueuedSize Size of the messages that may wait for one channel.
   * @param messageRate Messages a second that one connection may send; by default any number.
   * @param messageBurst Messages that one connection may send at once, with a message rate.
   * @param joinRate Joins a second that one connection may send; by default any number.
   * @param joinBurst Joins that one connection may send at once, with a join rate.
   * @param outboundBudget Memory for what waits for all clients to read it; by default a quarter of
   *     the direct memory.
   */
  public record Limits(
      @Nullable Integer maxConnections,
      @Nullable Integer maxConnectionsPerAddress,
      @DefaultValue("10000000B") DataSize maxMessageSize,
      @DefaultValue("100") int maxChannels,
      @DefaultValue("1000") int maxQueuedMessages,
      @DefaultValue("16MB") DataSize maxQueuedSize,
      @Nullable Double messageRate,
      @DefaultValue("100") int messageBurst,
      @Nullable Double joinRate,
      @DefaultValue("100") int joinBurst,
      @Nullable DataSize outboundBudget) {}

  /**
   * The properties {@code roost.drain.*}.
   *
   * @param pause How long the health is OUT_OF_SERVICE before connections are closed, so that a
   *     load balancer notices.
   * @param batchSize Connections that are closed in an interval.
   * @param batchInterval Length of the interval.
   * @param shutdown How long closing all connections may take. With the pause, less than
   *     spring.lifecycle.timeout-per-shutdown-phase.
   */
  public record Drain(
      @DefaultValue("0s") Duration pause,
      @DefaultValue("10000") int batchSize,
      @DefaultValue("2s") Duration batchInterval,
      @DefaultValue("25s") Duration shutdown) {
    DrainOptions toOptions() {
      return new DrainOptions(
          batchSize, batchInterval.toMillis(), shutdown.toMillis(), pause.toMillis());
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "RoostProperties[host=" + host + ", port=" + port + ", path=" + path + "]";
  }
}
