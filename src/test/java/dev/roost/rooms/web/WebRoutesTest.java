package dev.roost.rooms.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.auth.SignedTokens;
import dev.roost.rooms.LogCapture;
import dev.roost.rooms.PhoenixClient;
import dev.roost.rooms.RoomsServer;
import dev.roost.rooms.config.CommandLine;
import dev.roost.rooms.config.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebRoutesTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** The port of the server of each configuration. The tests change nothing on a server. */
  private static final Map<String, Integer> ports = new HashMap<>();

  @TempDir static Path data;
  private static Vertx vertx;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    ports.clear();
    vertx.close().await();
  }

  // -- Development tokens

  @Test
  void developmentTokensAreAccepted() throws Exception {
    int port = serve(true);

    HttpResponse<String> users = get(port, "/dev/users");
    assertThat(users.statusCode()).isEqualTo(200);
    assertThat(users.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(users.body())
        .startsWith(
            "{\"users\":[{\"id\":1,\"first_name\":\"Moebi\",\"last_name\":\"Moebius\","
                + "\"email\":\"moebi@email.com\"},{\"id\":2,");

    HttpResponse<String> token = post(port, "{\"user_id\":2}");
    assertThat(token.statusCode()).isEqualTo(200);
    JsonObject signedIn = new JsonObject(token.body());
    assertThat(signedIn.getJsonObject("user").getString("first_name")).isEqualTo("Ann");
    PhoenixClient ann = PhoenixClient.connect(vertx, port, "token=" + signedIn.getString("jwt"));
    assertThat(ann.join("users:2").status()).isEqualTo("ok");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 400 | the body is no JSON object",
        "nonsense | 400 | the body is no JSON object",
        "[1] | 400 | the body is no JSON object",
        "{} | 422 | user_id is no number",
        "{\"user_id\":\"1\"} | 422 | user_id is no number",
        "{\"user_id\":1.5} | 422 | user_id is no number",
        "{\"user_id\":99} | 422 | there is no such user",
      })
  void saysWhatIsWrongWithARequestForAToken(String body, int status, String error)
      throws Exception {
    HttpResponse<String> refused = post(serve(true), body);

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.body()).isEqualTo("{\"error\":\"" + error + "\"}");
  }

  @Test
  void refusesLargeBodies() throws Exception {
    assertThat(post(serve(true), " ".repeat(10_001)).statusCode()).isEqualTo(413);
  }

  @Test
  void developmentTokensAreOffByDefault() throws Exception {
    int port = serve(false);

    assertThat(get(port, "/dev/users").statusCode()).isEqualTo(404);
    assertThat(post(port, "{\"user_id\":1}").statusCode()).isEqualTo(404);
  }

  // -- The page

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/index.html",
        "/challenges",
        "/challenges/1",
        "/rooms/node.js",
        "/sign_in",
        "/developers"
      })
  void servesThePageAtAllItsAddresses(String path) throws Exception {
    HttpResponse<String> page = get(serve(false), path);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).isEqualTo("<!doctype html><base href=\"/\" /><title>page</title>");
    assertThat(page.headers().map())
        .containsEntry("content-type", List.of("text/html;charset=UTF-8"))
        .containsEntry("cache-control", List.of("no-cache"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/ | /challenges/7 | </assets/room-1.js>; rel=modulepreload,"
            + " </assets/editor-1.js>; rel=modulepreload",
        "/ | /challenges | ",
        "/ | /challenges/new | ",
        "/a/ | /a/challenges/7 | </a/assets/room-1.js>; rel=modulepreload,"
            + " </a/assets/editor-1.js>; rel=modulepreload",
      })
  void theCodeOfAChallengeIsLoadedWithItsPage(String base, String path, String link)
      throws Exception {
    assertThat(get(serveUnder(base), path).headers().firstValue("link").orElse(null))
        .isEqualTo(link);
  }

  @Test
  void assetsAreCacheable() throws Exception {
    HttpResponse<String> asset = get(serve(false), "/assets/index-abc123.js");

    assertThat(asset.statusCode()).isEqualTo(200);
    assertThat(asset.body()).isEqualTo("let a;");
    assertThat(asset.headers().firstValue("cache-control"))
        .hasValue("public, immutable, max-age=31536000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, deflate, br | br",
        "gzip | gzip",
        "br;q=0, gzip;q=0.5 | gzip",
        "deflate | ",
        "identity | ",
      })
  void sendsTheSmallestAcceptedEncoding(String accepted, String encoding) throws Exception {
    HttpResponse<String> asset =
        HTTP.send(
            request(serve(false), "/assets/large-abc123.js")
                .header("accept-encoding", accepted)
                .build(),
            BodyHandlers.ofString());

    assertThat(asset.headers().firstValue("content-encoding").orElse(null)).isEqualTo(encoding);
    assertThat(asset.body()).isEqualTo(encoding == null ? "let large;" : encoding);
    assertThat(asset.headers().firstValue("vary")).hasValue("accept-encoding");
    assertThat(asset.headers().firstValue("content-type"))
        .hasValue("text/javascript;charset=UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/challenges/1", "/assets/index-abc123.js", "/assets/large-abc123.js"})
  void unchangedFileGets304(String path) throws Exception {
    int port = serve(false);
    String etag = get(port, path).headers().firstValue("etag").orElseThrow();

    HttpResponse<String> again =
        HTTP.send(
            request(port, path).header("if-none-match", etag).build(), BodyHandlers.ofString());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("etag")).hasValue(etag);

    HttpResponse<String> other =
        HTTP.send(
            request(port, path).header("if-none-match", "\"other\"").build(),
            BodyHandlers.ofString());
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @Test
  void encodingsHaveDifferentEntityTags() throws Exception {
    int port = serve(false);
    HttpResponse<String> gzip =
        HTTP.send(
            request(port, "/assets/large-abc123.js").header("accept-encoding", "gzip").build(),
            BodyHandlers.ofString());

    assertThat(gzip.headers().firstValue("etag"))
        .isNotEqualTo(get(port, "/assets/large-abc123.js").headers().firstValue("etag"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/large-abc123.js.br",
        "/assets/gone.js",
        "/assets/gone",
        "/assets/",
        "/gone.png",
        "/api/v1/nothing",
        "/api",
        "/socket",
        "/dev/users",
        "/.hidden",
        "/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
      })
  void missingFilesGet404WithoutThePage(String path) throws Exception {
    HttpResponse<String> missing = get(serve(false), path);

    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).doesNotContain("page", "secret");
  }

  @Test
  void refusesUndecodablePathsWithoutALogLine() throws Exception {
    try (LogCapture log = new LogCapture("io.vertx");
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), serve(false))) {
      socket.getOutputStream().write("GET /%zz HTTP/1.0\r\n\r\n".getBytes(US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.0 400 ");
      assertThat(log.lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/socket/websockets", "/rooms/lobby", "/index.html"})
  void webSocketOnOtherPathsGets404(String path) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), serve(false))) {
      socket
          .getOutputStream()
          .write(
              ("GET "
                      + path
                      + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                      + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                      + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                  .getBytes(US_ASCII));

      assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
          .isEqualTo("HTTP/1.1 404");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/sessions", "/api/broadcast", "/dev/tokens", "/socket/longpoll"})
  void disconnectDuringABodyIsNoError(String path) throws Exception {
    int port = serve(true);
    try (LogCapture log = new LogCapture("dev.roost");
        LogCapture router = new LogCapture("io.vertx")) {
      for (int i = 0; i < 6; i++) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          socket
              .getOutputStream()
              .write(
                  ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{")
                      .getBytes(US_ASCII));
          // One client resets the connection, and one closes it.
          socket.setSoLinger(i % 2 == 0, 0);
        }
      }
      for (int i = 0; i < 6; i++) {
        assertThat(get(port, "/challenges").statusCode()).isEqualTo(200);
      }
      assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
      assertThat(router.lines()).noneMatch(line -> line.startsWith("ERROR"));
    }
  }

  @Test
  void answersHeadRequests() throws Exception {
    HttpResponse<String> head =
        HTTP.send(
            request(serve(false), "/challenges/1").method("HEAD", BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/assets/index-abc123.js", "/gone.js", "/challenges/1"})
  void everyResponseHasSecurityHeaders(String path) throws Exception {
    Map<String, List<String>> headers = get(serve(false), path).headers().map();

    assertThat(headers.get("content-security-policy"))
        .singleElement()
        .asString()
        .contains(
            "default-src 'self';",
            "connect-src 'self' ws: wss:;",
            "style-src 'self' 'unsafe-inline';",
            "frame-ancestors 'none'");
    assertThat(headers)
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("referrer-policy", List.of("same-origin"));
  }

  @Test
  void missingPageIsExplained() throws Exception {
    HttpResponse<String> hint = get(serve(false, "not-there"), "/challenges/1");

    assertThat(hint.statusCode()).isEqualTo(404);
    assertThat(hint.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
    assertThat(hint.body()).contains("-DskipWebClient");
  }

  // -- Under a path

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/roost/",
        "/roost/index.html",
        "/roost/rooms/node.js",
        "/roost/challenges/1",
        "/",
        "/challenges/1"
      })
  void pageContainsItsBasePath(String path) throws Exception {
    HttpResponse<String> page = get(serveUnder("/roost/"), path);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<base href=\"/roost/\" />");
    assertThat(page.headers().map())
        .containsEntry("content-type", List.of("text/html;charset=UTF-8"))
        .containsEntry("cache-control", List.of("no-cache"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/roost"})
  void routesWorkWithAndWithoutThePrefix(String prefix) throws Exception {
    int port = serveUnder("/roost");

    assertThat(get(port, prefix + "/assets/index-abc123.js").body()).isEqualTo("let a;");
    assertThat(get(port, prefix + "/health/live").statusCode()).isEqualTo(200);
    assertThat(get(port, prefix + "/api/v1/settings").statusCode()).isEqualTo(200);
    assertThat(new JsonObject(get(port, prefix + "/openapi.json").body()).getJsonArray("servers"))
        .isEqualTo(new JsonArray().add(new JsonObject().put("url", "/roost/")));
    assertThat(get(port, prefix + "/socket/longpoll?vsn=2.0.0").body()).contains("\"status\":403");
    assertThat(get(port, prefix + "/gone.png").statusCode()).isEqualTo(404);
    assertThat(get(port, prefix + "/api/v1/nothing").statusCode()).isEqualTo(404);
    assertThat(get(port, prefix + "/%2e%2e/secret.txt").statusCode()).isEqualTo(404);
    assertThat(get(port, "/roost" + prefix + "/gone.png").statusCode()).isEqualTo(404);
  }

  // -- Set-up

  private static int serveUnder(String basePath) throws IOException {
    return serve(true, basePath, page());
  }

  private static int serve(boolean developmentTokens) throws IOException {
    return serve(developmentTokens, page());
  }

  private static int serve(boolean developmentTokens, String page) {
    return serve(developmentTokens, "/", page);
  }

  private static int serve(boolean developmentTokens, String basePath, String page) {
    String key = developmentTokens + " " + basePath + " " + page;
    return ports.computeIfAbsent(key, configuration -> start(developmentTokens, basePath, page));
  }

  private static int start(boolean developmentTokens, String basePath, String page) {
    String folder = data.resolve("server" + ports.size()).toString();
    CommandLine commandLine = CommandLine.parse("--dev", "--port", "0", "--data", folder);
    Settings development =
        Settings.load(
                vertx,
                commandLine,
                Map.of(
                    "ROOST_JWT_SECRET",
                    SignedTokens.SECRET,
                    "ROOST_SERVER_BASE_PATH",
                    basePath,
                    "ROOST_SERVER_WARM_UP_MILLIS",
                    "0"))
            .await();
    Settings settings =
        new Settings(
            development.host(),
            development.port(),
            development.originCheck(),
            development.proxy(),
            development.socket(),
            development.dataDirectory(),
            development.jwt(),
            developmentTokens,
            development.guests(),
            development.live(),
            development.rooms(),
            development.access(),
            development.signIn(),
            development.sessions(),
            development.budgets(),
            development.operations(),
            development.database(),
            development.mail(),
            development.cluster());
    return RoomsServer.start(vertx, settings, page).await().port();
  }

  /**
   * A page below the working directory, because one on the class path would need another class
   * path.
   */
  private static String page() throws IOException {
    Path root = Path.of("target", "test-page");
    Files.createDirectories(root.resolve("assets"));
    Files.writeString(
        root.resolve("index.html"), "<!doctype html><base href=\"/\" /><title>page</title>");
    Files.writeString(root.resolve("assets/index-abc123.js"), "let a;");
    Files.writeString(root.resolve("assets/large-abc123.js"), "let large;");
    Files.writeString(root.resolve("assets/large-abc123.js.br"), "br");
    Files.writeString(root.resolve("assets/large-abc123.js.gz"), "gzip");
    Files.writeString(
        root.resolve("build-manifest.json"),
        """
        {
          "_editor.js": {"file": "assets/editor-1.js"},
          "src/live.ts": {"file": "assets/live-1.js"},
          "src/challenges/ChallengeRoom.tsx": {
            "file": "assets/room-1.js", "imports": ["_editor.js"]
          }
        }
        """);
    Files.writeString(root.resolve(".hidden"), "page");
    Files.writeString(root.resolveSibling("secret.txt"), "secret");
    return root.toString();
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return HTTP.send(request(port, path).GET().build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(int port, String body) throws Exception {
    return HTTP.send(
        request(port, "/dev/tokens").POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }
}
