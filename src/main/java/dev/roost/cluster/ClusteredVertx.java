package dev.roost.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

/** Starts a Vert.x that is a node of a cluster. To leave the cluster, close it. */
public final class ClusteredVertx {
  private static final String LOGGING = "hazelcast.logging.type";
  private static final int PING_MILLIS = 2_000;
  private static final int READ_IDLE_SECONDS = 6;
  private static final int CONNECT_MILLIS = 2_000;
  private static final int RECONNECT_ATTEMPTS = 4;
  private static final int RECONNECT_MILLIS = 500;

  private ClusteredVertx() {}

  /**
   * Starts a node. The future succeeds when it has joined the others, or has found that it is the
   * first.
   *
   * @throws IllegalArgumentException if the settings contradict each other
   */
  public static Future<Vertx> start(VertxOptions options, ClusterSettings settings) {
    return start(Vertx.builder(), options, settings);
  }

  /**
   * The same with what only a builder can be given, such as metrics. The options are given to the
   * builder here, with those of the event bus completed.
   */
  public static Future<Vertx> start(
      VertxBuilder builder, VertxOptions options, ClusterSettings settings) {
    settings.validate();
    // Hazelcast says its first words before it reads the same from its configuration.
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, "slf4j");
    }
    VertxOptions complete =
        new VertxOptions(options)
            .setEventBusOptions(eventBus(options.getEventBusOptions(), settings));
    return builder
        .with(complete)
        .withClusterManager(new HazelcastClusterManager(HazelcastConfig.of(settings)))
        .buildClustered();
  }

  private static EventBusOptions eventBus(EventBusOptions given, ClusterSettings settings) {
    EventBusOptions options =
        new EventBusOptions(given)
            .setPort(settings.eventBusPort())
            .setClusterPingInterval(PING_MILLIS)
            .setClusterPingReplyInterval(PING_MILLIS)
            // A ping behind a backlog is never sent, so no answer to it is missed: only this ends
            // the connection to a node that has stopped reading, and frees what waits for it.
            .setReadIdleTimeout(READ_IDLE_SECONDS)
            .setConnectTimeout(CONNECT_MILLIS)
            // A failed connection is a warning with a stack trace. Attempts in between are silent.
            .setReconnectAttempts(RECONNECT_ATTEMPTS)
            .setReconnectInterval(RECONNECT_MILLIS);
    if (settings.eventBusHost() != null) {
      options.setHost(settings.eventBusHost());
    }
    if (settings.eventBusPublicHost() != null) {
      options.setClusterPublicHost(settings.eventBusPublicHost());
    }
    if (settings.eventBusPublicPort() != 0) {
      options.setClusterPublicPort(settings.eventBusPublicPort());
    }
    if (settings.eventBusTls() != null) {
      settings.eventBusTls().applyTo(options);
    }
    return options;
  }
}
