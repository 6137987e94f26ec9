package dev.roost.example;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.cluster.ClusterOptions;
import dev.roost.cluster.ClusterSettings;
import dev.roost.cluster.ClusteredVertx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.spi.cluster.ClusterManager;

/** Endpoints of a cluster. */
public final class Clusters {
  /** A node with a Vert.x that Roost starts. */
  public static Future<Endpoint> onHazelcast(ClusterSettings settings) {
    return ClusteredVertx.start(new VertxOptions(), settings)
        .compose(vertx -> Endpoint.join(vertx, new EndpointOptions(), new ClusterOptions()));
  }

  /** A node with the application's cluster manager. */
  public static Future<Endpoint> on(ClusterManager manager) {
    return Vertx.builder()
        .with(new VertxOptions())
        .withClusterManager(manager)
        .buildClustered()
        .compose(vertx -> Endpoint.join(vertx, new EndpointOptions(), new ClusterOptions()));
  }

  private Clusters() {}
}
