package dev.roost.spring;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.cluster.ClusterOptions;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.AbstractFactoryBean;

/**
 * The endpoint, which joins those of other nodes if its {@code Vertx} is clustered. It has no
 * sockets until {@link RoostServer} starts, so that what it serves may depend on it. Closed with
 * the application, after everything that publishes.
 */
final class EndpointFactoryBean extends AbstractFactoryBean<Endpoint> {
  private static final long JOIN_SECONDS = 60;
  private static final long CLOSE_SECONDS = 30;

  private final Vertx vertx;
  private final EndpointOptions options;
  private final ClusterOptions cluster;

  EndpointFactoryBean(Vertx vertx, EndpointOptions options, ClusterOptions cluster) {
    this.vertx = vertx;
    this.options = options;
    this.cluster = cluster;
  }

  @Override
  public Class<Endpoint> getObjectType() {
    return Endpoint.class;
  }

  @Override
  protected Endpoint createInstance() throws Exception {
    return vertx.isClustered()
        ? Endpoint.join(vertx, options, cluster).await(JOIN_SECONDS, TimeUnit.SECONDS)
        : Endpoint.create(vertx, options);
  }

  @Override
  protected void destroyInstance(@Nullable Endpoint endpoint) throws Exception {
    if (endpoint != null) {
      endpoint.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
