package dev.roost.micrometer;

import dev.roost.Endpoint;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /metrics}: all meters of a registry in the text format that Prometheus reads. Needs
 * {@code micrometer-registry-prometheus}.
 *
 * <pre>{@code
 * PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
 * EndpointMeters meters = new EndpointMeters(registry);
 * Endpoint endpoint = Endpoint.create(vertx, new EndpointOptions().listener(meters)).socket(…);
 * meters.watch(endpoint);
 * PrometheusRoute metrics = new PrometheusRoute(endpoint, meters, registry);
 * endpoint.listen(options, router -> metrics.mount(router));
 * }</pre>
 *
 * <p>One object may be mounted on many routers.
 */
public final class PrometheusRoute {
  private static final String PATH = "/metrics";
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Endpoint endpoint;
  private final EndpointMeters meters;
  private final PrometheusMeterRegistry registry;
  private String path = PATH;
  private @Nullable Handler<RoutingContext> authentication;

  /** Tells of this endpoint, which the meters watch, and of whatever else is in the registry. */
  public PrometheusRoute(
      Endpoint endpoint, EndpointMeters meters, PrometheusMeterRegistry registry) {
    this.endpoint = Objects.requireNonNull(endpoint);
    this.meters = Objects.requireNonNull(meters);
    this.registry = Objects.requireNonNull(registry);
  }

  /** Another path than {@code /metrics}. */
  public PrometheusRoute path(String other) {
    path = Objects.requireNonNull(other);
    return this;
  }

  /**
   * Requires authentication, such as a key. None by default.
   *
   * @param handler lets a request through by {@code next}, or answers it; such as {@link
   *     dev.roost.routes.BearerKey}
   */
  public PrometheusRoute authentication(Handler<RoutingContext> handler) {
    authentication = Objects.requireNonNull(handler);
    return this;
  }

  /** Adds the route. */
  public PrometheusRoute mount(Router router) {
    Handler<RoutingContext> first = authentication;
    if (first != null) {
      router.get(path).handler(first);
    }
    router.get(path).handler(this::serve);
    return this;
  }

  private void serve(RoutingContext context) {
    meters
        .refresh(endpoint)
        .onFailure(context::fail)
        .onSuccess(
            fresh ->
                context
                    .response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, TEXT)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(registry.scrape()));
  }
}
