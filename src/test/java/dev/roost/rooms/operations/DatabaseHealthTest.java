package dev.roost.rooms.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server without its database is alive, and not ready. */
@Timeout(60)
class DatabaseHealthTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private static ServerSocket silentServer() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private void assertNotReadyWithDatabaseAt(int databasePort) throws Exception {
    Pool database =
        PgBuilder.pool()
            .connectingTo(new PgConnectOptions().setHost("127.0.0.1").setPort(databasePort))
            .using(vertx)
            .build();
    Router router = Router.router(vertx);
    Operations.health(
            Endpoint.create(vertx, new EndpointOptions()),
            () -> database.query("SELECT 1").execute().mapEmpty())
        .mount(router);
    int port =
        vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await().actualPort();

    HttpResponse<String> ready = get(port, "/health/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).isEqualTo("{\"status\":\"no database\",\"reason\":\"unreachable\"}");
    assertThat(ready.headers().firstValue("cache-control")).contains("no-store");
    assertThat(get(port, "/health/live").statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            BodyHandlers.ofString());
  }

  @Test
  void notReadyWithoutADatabase() throws Exception {
    int freePort;
    try (ServerSocket closed = silentServer()) {
      freePort = closed.getLocalPort();
    }
    assertNotReadyWithDatabaseAt(freePort);
  }

  @Test
  void notReadyIfTheDatabaseDoesNotRespond() throws Exception {
    try (ServerSocket silent = silentServer()) {
      assertNotReadyWithDatabaseAt(silent.getLocalPort());
    }
  }
}
