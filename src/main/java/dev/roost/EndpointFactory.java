package dev.roost;

import dev.roost.cluster.ClusterOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ServiceLoader;

/**
 * Makes endpoints. The engine below {@code dev.roost.internal} has the only implementation, which
 * {@link ServiceLoader} finds; applications call {@link Endpoint#create} and {@link Endpoint#join}.
 */
public interface EndpointFactory {

  /** See {@link Endpoint#create}. */
  Endpoint create(Vertx vertx, EndpointOptions options);

  /** See {@link Endpoint#join}. */
  Future<Endpoint> join(Vertx vertx, EndpointOptions options, ClusterOptions clusterOptions);

  /**
   * The engine's.
   *
   * @throws IllegalStateException if the class path lacks {@code META-INF/services} of Roost
   */
  static EndpointFactory find() {
    return ServiceLoader.load(EndpointFactory.class, EndpointFactory.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "found no META-INF/services/dev.roost.EndpointFactory on the class path: if the"
                        + " application is one jar, merge the service files of its libraries"));
  }
}
