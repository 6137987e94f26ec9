package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.TransportOptions;
import dev.roost.WebSocketOptions;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectInfo.Header;
import dev.roost.channel.ConnectNeeds;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.CsrfCheck;
import dev.roost.internal.session.CapturedLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.CSRFHandler;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.sstore.LocalSessionStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

/** Headers, cookies and the session of a request, over both transports. */
@Timeout(60)
class HandshakeInfoTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<ConnectInfo> infos = new CopyOnWriteArrayList<>();
  private final List<String> users = new CopyOnWriteArrayList<>();
  private int port;

  private enum Transport {
    WEBSOCKET,
    LONGPOLL
  }

  /** Records the request, and the session's user during the request. */
  private final class RecordingHandler implements ConnectHandler {
    private final ConnectNeeds needs;

    RecordingHandler(ConnectNeeds needs) {
      this.needs = needs;
    }

    @Override
    public Future<ConnectResult> connect(ConnectRequest request) {
      ConnectInfo info = request.info();
      infos.add(info);
      users.add(info.session() == null ? "no session" : "" + info.session().get("user"));
      return ConnectResult.accept().now();
    }

    @Override
    public ConnectNeeds needs() {
      return needs;
    }
  }

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void start(
      ConnectNeeds needs, Consumer<TransportOptions<?>> options, Consumer<Router> front)
      throws Exception {
    Endpoint endpoint =
        Endpoint.create(vertx, new EndpointOptions().checkOrigin(OriginCheck.none()))
            .socket(
                "/socket",
                socket ->
                    socket
                        .connect(new RecordingHandler(needs))
                        // The logger's level in tests is above INFO.
                        .log(Level.WARN)
                        .webSocket(options::accept)
                        .longPoll(options::accept));
    Router router = Router.router(vertx);
    front.accept(router);
    endpoint.mount(router);
    port = RouterServer.start(vertx, endpoint.serverOptions(new HttpServerOptions()), router);
  }

  private ConnectInfo connect(Transport transport, String query, String... headers)
      throws Exception {
    if (transport == Transport.WEBSOCKET) {
      RawWebSocket.open(port, "/socket/websocket?vsn=2.0.0" + query, headers).close();
    } else {
      get("/socket/longpoll?vsn=2.0.0" + query, headers);
    }
    return infos.get(infos.size() - 1);
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    for (String header : headers) {
      String[] parts = header.split(": ", 2);
      request.header(parts[0], parts[1]);
    }
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response;
  }

  // -- Headers and cookies

  @ParameterizedTest
  @EnumSource(Transport.class)
  void handlerReceivesTheNamedHeadersAndCookies(Transport transport) throws Exception {
    start(
        ConnectNeeds.NONE,
        options -> options.connectHeaders("Authorization", "accept-language").connectCookies("sid"),
        router -> {});
    ConnectInfo info =
        connect(
            transport,
            "",
            "AUTHORIZATION: Bearer hush",
            "Accept-Language: de",
            "accept-language: en",
            "X-Other: 1",
            "Cookie: sid=s-1; other=hidden");
    assertThat(info.headers())
        .containsExactlyInAnyOrder(
            new Header("authorization", "Bearer hush"),
            new Header("accept-language", "de"),
            new Header("accept-language", "en"));
    assertThat(info.header("Authorization")).isEqualTo("Bearer hush");
    assertThat(info.header("accept-Language")).isEqualTo("de");
    assertThat(info.header("x-other")).isNull();
    assertThat(info.cookies()).isEqualTo(Map.of("sid", "s-1"));
    assertThat(info.cookie("other")).isNull();
    assertThat(info.session()).isNull();
    assertThat(info.toString()).contains("authorization", "sid").doesNotContain("hush", "s-1");
    assertThat(info.headers().toString()).doesNotContain("hush");
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void mountExposesWhatTheHandlerNeeds(Transport transport) throws Exception {
    start(
        new ConnectNeeds(Set.of("authorization"), Set.of("sid"), false),
        options -> options.connectHeaders("x-tenant"),
        router -> {});
    ConnectInfo info =
        connect(transport, "", "Authorization: Bearer a", "X-Tenant: t", "Cookie: sid=1; b=2");
    assertThat(info.header("authorization")).isEqualTo("Bearer a");
    assertThat(info.header("x-tenant")).isEqualTo("t");
    assertThat(info.cookies()).isEqualTo(Map.of("sid", "1"));
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void secretsNeverReachTheLog(Transport transport) throws Exception {
    start(
        ConnectNeeds.NONE,
        options -> options.connectHeaders("authorization").connectCookies("sid"),
        router -> {});
    try (CapturedLog log = new CapturedLog()) {
      connect(
          transport, "&_csrf_token=hush", "Authorization: Bearer hush", "Cookie: sid=hush; a=hush");
      assertThat(log.lines().toString()).contains("CONNECTED TO").doesNotContain("hush");
    }
  }

  // -- Sessions

  private static SessionHandler sessions(Vertx vertx) {
    return SessionHandler.create(LocalSessionStore.create(vertx));
  }

  /** Serves a page that signs its user in and returns the token for the connection. */
  private void startWithSessions(CsrfCheck check, boolean takeOver) throws Exception {
    start(
        ConnectNeeds.NONE,
        options -> {
          options.connectInfo(ConnectInfo.Key.SESSION);
          if (check != null) {
            options.checkCsrf(check);
          }
          if (options instanceof WebSocketOptions webSocket) {
            webSocket.takeOver(takeOver);
          }
        },
        router -> {
          router.route().handler(sessions(vertx));
          router
              .route("/page")
              .handler(
                  context -> {
                    context.session().put("user", "ann").put("_csrf_token", "t-1");
                    context.end("t-1");
                  });
          router
              .route("/guarded")
              .handler(CSRFHandler.create(vertx, "a secret of the application"))
              .handler(
                  context -> {
                    context.session().put("user", "bob");
                    context.end(context.<String>get(CSRFHandler.DEFAULT_HEADER_NAME));
                  });
        });
  }

  private String cookieOf(HttpResponse<String> page) {
    return "Cookie: "
        + page.headers().allValues("set-cookie").stream()
            .filter(cookie -> cookie.startsWith("vertx-web.session="))
            .findFirst()
            .orElseThrow()
            .replaceFirst(";.*", "");
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void handlerReceivesTheSessionOfAClientWithThePagesToken(Transport transport) throws Exception {
    startWithSessions(null, true);
    HttpResponse<String> page = get("/page");

    connect(transport, "&_csrf_token=" + page.body(), cookieOf(page));
    connect(transport, "&_csrf_token=t-2", cookieOf(page));
    connect(transport, "", cookieOf(page));
    connect(transport, "&_csrf_token=" + page.body());
    connect(transport, "&_csrf_token[]=" + page.body(), cookieOf(page));

    assertThat(users)
        .containsExactly("ann", "no session", "no session", "no session", "no session");
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void tokenMayComeFromVertxsCsrfHandler(Transport transport) throws Exception {
    startWithSessions(CsrfCheck.csrfHandler(CSRFHandler.DEFAULT_HEADER_NAME), true);
    HttpResponse<String> page = get("/guarded");
    HttpResponse<String> other = get("/guarded");

    connect(transport, "&_csrf_token=" + page.body(), cookieOf(page));
    connect(transport, "&_csrf_token=" + other.body(), cookieOf(page));
    connect(transport, "", cookieOf(page));

    assertThat(users).containsExactly("bob", "no session", "no session");
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void sessionWithoutATokenIfTheMountAllowsIt(Transport transport) throws Exception {
    startWithSessions(CsrfCheck.none(), true);
    connect(transport, "", cookieOf(get("/page")));
    assertThat(users).containsExactly("ann");
  }

  @Test
  void connectionWithASessionOpensWithoutTakeOver() throws Exception {
    startWithSessions(CsrfCheck.none(), false);
    String cookie = cookieOf(get("/page"));
    try (RawWebSocket client = RawWebSocket.open(port, "/socket/websocket?vsn=2.0.0", cookie)) {
      client.sendText("[null,\"1\",\"phoenix\",\"heartbeat\",{}]");
      assertThat(client.receiveText()).contains("phx_reply");
    }
    assertThat(users).containsExactly("ann");
  }

  @Test
  void hiddenSessionIsLoggedOncePerInterval() throws Exception {
    startWithSessions(null, true);
    String cookie = cookieOf(get("/page"));
    try (CapturedLog log = new CapturedLog()) {
      connect(Transport.WEBSOCKET, "", cookie);
      connect(Transport.WEBSOCKET, "", cookie);
      assertThat(log.lines().stream().filter(line -> line.contains("hid the session")))
          .singleElement()
          .asString()
          .contains("_csrf_token", "/socket")
          .doesNotContain("t-1");
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void sessionWithoutASessionHandlerIsLogged(Transport transport) throws Exception {
    start(ConnectNeeds.NONE, options -> options.connectInfo(ConnectInfo.Key.SESSION), router -> {});
    try (CapturedLog log = new CapturedLog()) {
      assertThat(connect(transport, "").session()).isNull();
      assertThat(log.lines().toString()).contains("there is no SessionHandler in front");
    }
  }
}
