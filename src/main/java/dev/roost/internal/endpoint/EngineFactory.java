package dev.roost.internal.endpoint;

import dev.roost.Endpoint;
import dev.roost.EndpointFactory;
import dev.roost.EndpointOptions;
import dev.roost.cluster.ClusterOptions;
import dev.roost.internal.pubsub.Cluster;
import dev.roost.internal.pubsub.ClusteredPubSub;
import dev.roost.internal.pubsub.LocalPubSub;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Makes the engine of endpoints. {@code META-INF/services} names it. */
public final class EngineFactory implements EndpointFactory {

  /** For {@link java.util.ServiceLoader}. */
  public EngineFactory() {}

  @Override
  public Endpoint create(Vertx vertx, EndpointOptions options) {
    LocalPubSub pubSub = new LocalPubSub(options.histories());
    return new EndpointEngine(vertx, EndpointResources.of(options, pubSub, null));
  }

  @Override
  public Future<Endpoint> join(Vertx vertx, EndpointOptions options, ClusterOptions cluster) {
    return Cluster.join(vertx, cluster)
        .compose(
            joined ->
                ClusteredPubSub.over(joined, options.histories())
                    .map(
                        pubSub ->
                            new EndpointEngine(
                                vertx, EndpointResources.of(options, pubSub, joined))));
  }
}
