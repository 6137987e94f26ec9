package dev.roost;

import dev.roost.cluster.ClusterOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ServiceLoader;

/**
 * Makes endpoints. Applications call {@link Endpoint#create} and {@link Endpoint#join} instead. The
 * library has the only implementation, and {@link ServiceLoader} finds it: an application that is
 * packed as one jar must merge the files of {@code META-INF/services}.
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
