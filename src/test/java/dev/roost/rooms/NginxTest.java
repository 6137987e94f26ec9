package dev.roost.rooms;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roost.internal.pubsub.FreePorts;
import dev.roost.node.Chromium;
import dev.roost.node.NodeProgram;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rooms behind a real nginx. It terminates TLS, serves two servers of a cluster under a path
 * prefix, and balances requests round robin.
 *
 * <p>Skipped without nginx, unless on CI.
 */
@Timeout(180)
class NginxTest {
  private static final boolean CI = "true".equals(System.getenv("CI"));
  private static final String KEY = "the key of operators";

  /** The address of these clients. nginx connects to the servers from 127.0.0.1. */
  private static final String CLIENT = "127.0.0.2";

  @TempDir static Path folder;
  private static Vertx vertx;
  private static Nginx nginx;
  private static List<RoomsProcess> servers = List.of();
  private static HttpClient http;
  private static WebSocketClient webSockets;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(CI || Nginx.isInstalled(), "no nginx: install Debian's package nginx-light");
    vertx = Vertx.vertx();
    http =
        vertx.createHttpClient(
            new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false));
    webSockets =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setLocalAddress(CLIENT));
    nginx = new Nginx(folder.resolve("nginx").toAbsolutePath());
    List<Integer> ports = List.of(FreePorts.next(), FreePorts.next());
    Path data = folder.resolve("rooms").toAbsolutePath();
    servers =
        List.of(
            new RoomsProcess(data, environment(ports, 0)),
            new RoomsProcess(data, environment(ports, 1)));
    for (RoomsProcess server : servers) {
      server.start();
    }
    nginx.start(servers.get(0).port(), servers.get(1).port());
  }

  private static Map<String, String> environment(List<Integer> clusterPorts, int index) {
    Map<String, String> environment = new HashMap<>();
    environment.put("ROOST_CLUSTER_ENABLED", "true");
    environment.put("ROOST_CLUSTER_NAME", "nginx-" + clusterPorts.get(0));
    environment.put("ROOST_CLUSTER_PORT", String.valueOf(clusterPorts.get(index)));
    environment.put(
        "ROOST_CLUSTER_MEMBERS",
        String.join(",", clusterPorts.stream().map(port -> "127.0.0.1:" + port).toList()));
    environment.put("ROOST_SERVER_PUBLIC_URL", "https://127.0.0.1/roost/");
    environment.put("ROOST_SERVER_TRUSTED_PROXIES", "127.0.0.1");
    environment.put("ROOST_ADMIN_KEY", KEY);
    return environment;
  }

  @AfterAll
  static void stop() throws Exception {
    if (nginx != null) {
      nginx.close();
    }
    servers.forEach(RoomsProcess::close);
    if (vertx != null) {
      await(vertx.close());
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  // -- Users

  @TestFactory
  Stream<DynamicTest> prefixIsForwarded() throws Exception {
    return people(nginx.port());
  }

  @TestFactory
  Stream<DynamicTest> prefixIsStripped() throws Exception {
    return people(nginx.strippingPort());
  }

  private static Stream<DynamicTest> people(int port) throws Exception {
    return NodeProgram.start(
            folder.resolve("output-" + port),
            "nginx.mjs",
            "--url",
            "https://127.0.0.1:" + port + "/roost")
        .checks();
  }

  @TestFactory
  Stream<DynamicTest> pageLoadsUnderThePrefix() throws Exception {
    assumeTrue(CI || Chromium.isInstalled(), "no Chromium");
    assumeTrue(
        CI || NginxTest.class.getResource("/webroot/index.html") != null, "the page is not built");
    return NodeProgram.start(
            folder.resolve("output-page"),
            "browser/under-path.mjs",
            "--url",
            "https://127.0.0.1:" + nginx.port() + "/roost/")
        .checks();
  }

  // -- Client addresses

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept: */*",
        "X-Forwarded-For: 203.0.113.7",
        "X-Forwarded-For: 127.0.0.1",
        "Forwarded: for=203.0.113.7;proto=http;host=evil.example",
        "X-Real-IP: 203.0.113.7"
      })
  void spoofedHeadersDoNotChangeTheClientAddress(String header) throws Exception {
    String name = "Ada" + header.hashCode();
    int colon = header.indexOf(':');
    WebSocket client =
        await(
            webSockets.connect(
                new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(nginx.port())
                    .setURI("/roost/socket/websocket?vsn=2.0.0&nickname=" + name)
                    .addHeader("Origin", "https://127.0.0.1")
                    .addHeader(header.substring(0, colon), header.substring(colon + 1).strip())));
    try {
      // A session appears shortly after the response to its handshake.
      eventually(
          () ->
              assertThat(remotes())
                  .contains(CLIENT)
                  .allMatch(remote -> !remote.startsWith("203.")));
    } finally {
      await(client.close());
    }
  }

  /** The client addresses of both servers. */
  private static List<String> remotes() throws Exception {
    Stream<String> all = Stream.of();
    for (RoomsProcess server : servers) {
      Buffer body =
          await(
              vertx
                  .createHttpClient()
                  .request(HttpMethod.GET, server.port(), "127.0.0.1", "/admin/sockets")
                  .compose(request -> request.putHeader("Authorization", "Bearer " + KEY).send())
                  .compose(response -> response.body()));
      all =
          Stream.concat(
              all,
              new JsonObject(body)
                  .getJsonArray("sockets").stream()
                      .map(socket -> ((JsonObject) socket).getString("remote")));
    }
    return all.toList();
  }

  @Test
  void pathWithoutASlashRedirectsToThePage() throws Exception {
    int status =
        await(
            http.request(HttpMethod.GET, nginx.port(), "127.0.0.1", "/roost")
                .compose(request -> request.send())
                .map(response -> response.statusCode()));
    assertThat(status).isEqualTo(308);
  }

  @Test
  void tokenOfTenThousandBytesReachesTheServer() throws Exception {
    String token = "t".repeat(9_000);
    int status =
        await(
            http.request(
                    HttpMethod.GET,
                    nginx.port(),
                    "127.0.0.1",
                    "/roost/socket/longpoll?vsn=2.0.0&token=" + token)
                .compose(request -> request.send())
                .map(response -> response.statusCode()));
    assertThat(status).isEqualTo(200);
  }
}
