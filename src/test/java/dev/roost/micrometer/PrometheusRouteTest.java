package dev.roost.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.channel.ConnectHandler;
import dev.roost.routes.BearerKey;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Prometheus output of an endpoint's and its application's meters. */
@Timeout(60)
class PrometheusRouteTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void metersAreShownWithAKeyOrWithout() throws Exception {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.counter("orders").increment();
    EndpointMeters meters = new EndpointMeters(registry);
    Endpoint endpoint =
        Endpoint.create(vertx, new EndpointOptions().listener(meters).eventLoops(1))
            .socket("/socket", socket -> socket.connect(ConnectHandler.acceptAll()));
    meters.watch(endpoint);
    PrometheusRoute open = new PrometheusRoute(endpoint, meters, registry);
    PrometheusRoute closed =
        new PrometheusRoute(endpoint, meters, registry)
            .path("/private/metrics")
            .authentication(BearerKey.of("key of Prometheus"));
    int port =
        endpoint
            .listen(
                new HttpServerOptions().setHost("127.0.0.1").setPort(0),
                router -> {
                  open.mount(router);
                  closed.mount(router);
                })
            .await()
            .port();
    HttpResponse<String> figures = get(port, "/metrics", "");
    assertThat(figures.statusCode()).isEqualTo(200);
    assertThat(figures.headers().firstValue("content-type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(figures.body())
        .contains("orders_total 1.0")
        .contains("roost_socket_open{socket=\"/socket\"} 0.0");
    assertThat(get(port, "/private/metrics", "Bearer wrong").statusCode()).isEqualTo(401);
    assertThat(get(port, "/private/metrics", "Bearer key of Prometheus").body())
        .contains("orders_total");
  }

  private static HttpResponse<String> get(int port, String path, String key) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", key)
                .build(),
            BodyHandlers.ofString());
  }
}
