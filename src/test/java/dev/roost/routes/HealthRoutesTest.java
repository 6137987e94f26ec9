package dev.roost.routes;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static dev.roost.routes.RoutesServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.Router;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Liveness and readiness. */
@Timeout(60)
class HealthRoutesTest {
  private static RoutesServer server(Consumer<HealthRoutes> checks) {
    return new RoutesServer(
        (endpoint, router) -> {
          HealthRoutes health = new HealthRoutes(endpoint);
          checks.accept(health);
          health.mount(router);
        });
  }

  private static void assertAnswer(HttpResponse<String> answer, int status, String body) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
  }

  @Test
  void serverIsLiveAndReady() {
    try (RoutesServer server =
        server(health -> health.ready("no queue", Future::succeededFuture))) {
      assertAnswer(server.get("/health/live"), 200, "{\"status\":\"live\"}");
      assertAnswer(server.get("/health/ready"), 200, "{\"status\":\"ready\"}");
    }
  }

  @Test
  void failingCheckIsNamed() {
    try (RoutesServer server =
        server(
            health ->
                health
                    .ready("no queue", Future::succeededFuture)
                    .ready(
                        "no database",
                        () -> Future.failedFuture("secret"),
                        failure -> Optional.of("unreachable"))
                    .ready("no search", () -> Future.failedFuture("secret")))) {
      assertAnswer(
          server.get("/health/ready"),
          503,
          "{\"status\":\"no database\",\"reason\":\"unreachable\"}");
      assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void throwingOrHangingCheckFailsWithoutAReason() {
    Promise<Void> never = Promise.promise();
    try (RoutesServer throwing =
            server(
                health ->
                    health.ready(
                        "no queue",
                        () -> {
                          throw new IllegalStateException("secret");
                        }));
        RoutesServer silent = server(health -> health.ready("no queue", never::future))) {
      for (RoutesServer server : new RoutesServer[] {throwing, silent}) {
        assertAnswer(server.get("/health/ready"), 503, "{\"status\":\"no queue\"}");
      }
    }
  }

  @Test
  void resultIsCachedBriefly() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Promise<Void> pending = Promise.promise();
    try (RoutesServer server =
        server(
            health ->
                health.ready(
                    "no queue",
                    () -> {
                      asked.incrementAndGet();
                      return pending.future();
                    }))) {
      // The first check is pending, so the second request arrives within the cache time.
      Thread first = new Thread(() -> server.get("/health/ready"));
      first.start();
      eventually(() -> assertThat(asked).hasValue(1));
      pending.complete();
      assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(asked.get()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void drainingServerIsNotReady() {
    try (RoutesServer server = server(health -> {})) {
      Router router = Router.router(server.vertx);
      new HealthRoutes(server.endpoint).path("/probes").mount(router);
      int port = server.listen(router);
      await(server.endpoint.drain());
      assertAnswer(
          RoutesServer.send(port, "GET", "/probes/ready", null, null),
          503,
          "{\"status\":\"draining\"}");
      assertAnswer(
          RoutesServer.send(port, "GET", "/probes/live", null, null), 200, "{\"status\":\"live\"}");
    }
  }
}
