package dev.roost.cluster;

import dev.roost.internal.hazelcast.QuietLoggers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a Vert.x that is a node of a cluster. To leave the cluster, close it. */
public final class ClusteredVertx {
  private static final Logger log = LoggerFactory.getLogger(ClusteredVertx.class);

  private static final String LOGGING_TYPE = "hazelcast.logging.type";
  private static final String LOGGING_CLASS = "hazelcast.logging.class";
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
   * <p>Hazelcast logs by SLF4J, its INFO at DEBUG, in this whole process. To have it log in its own
   * way, set the system property {@code hazelcast.logging.type}, such as to {@code slf4j}.
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
    quietHazelcast();
    VertxOptions complete =
        new VertxOptions(options)
            .setEventBusOptions(eventBus(options.getEventBusOptions(), settings));
    HazelcastClusterManager manager = new HazelcastClusterManager(HazelcastConfig.of(settings));
    return builder
        .with(complete)
        .withClusterManager(manager)
        .buildClustered()
        .onSuccess(
            started ->
                log.info(
                    "joined cluster: name={} address={} nodes={}",
                    manager.getHazelcastInstance().getConfig().getClusterName(),
                    manager.getHazelcastInstance().getCluster().getLocalMember().getAddress(),
                    manager.getNodes().size()));
  }

  // Hazelcast begins to log before it reads its configuration, and has no such setting in there.
  private static void quietHazelcast() {
    if (System.getProperty(LOGGING_TYPE) == null && System.getProperty(LOGGING_CLASS) == null) {
      System.setProperty(LOGGING_CLASS, QuietLoggers.class.getName());
    }
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
