package dev.roost.internal.versions;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.cluster.ClusterSettings;
import dev.roost.cluster.ClusteredVertx;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** Starts like an application, in the way that the argument names. */
final class OldNettyProgram {
  private OldNettyProgram() {}

  @SuppressWarnings("NullAway") // no Vert.x exists if its creation fails
  public static void main(String[] args) {
    switch (args[0]) {
      case "vertx" -> Endpoint.create(Vertx.vertx(), new EndpointOptions());
      case "native" -> Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
      case "endpoint" -> Endpoint.create(null, new EndpointOptions());
      case "cluster" -> ClusteredVertx.start(new VertxOptions(), new ClusterSettings());
      default -> throw new IllegalArgumentException(args[0]);
    }
  }
}
