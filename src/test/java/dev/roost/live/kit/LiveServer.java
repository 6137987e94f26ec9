package dev.roost.live.kit;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.EndpointServer;
import dev.roost.live.LiveOptions;
import dev.roost.live.LivePage;
import dev.roost.live.LiveRoutes;
import dev.roost.live.Template;
import dev.roost.live.html.TrustedHtml;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import dev.roost.token.MaxAge;
import dev.roost.token.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.sstore.LocalSessionStore;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Serves the reference views until it gets a signal. */
public final class LiveServer {
  private static final String SECRET = "a secret of the reference views, and of no other server";

  private LiveServer() {}

  /**
   * Starts the server.
   *
   * @param args {@code --port N}
   */
  public static void main(String[] args) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      given.put(args[i], args[i + 1]);
    }
    int port = Integer.parseInt(given.getOrDefault("--port", "4700"));
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
                .setPreferNativeTransport(true));
    start(vertx, port)
        .onSuccess(server -> System.out.println("ready on port " + server.port()))
        .onFailure(
            failure -> {
              System.err.println("cannot start on port " + port + ": " + failure.getMessage());
              Runtime.getRuntime().halt(1);
            });
  }

  /** Starts the server on a port; 0 is any free one. */
  static Future<EndpointServer> start(Vertx vertx, int port) {
    Endpoint endpoint = Endpoint.create(vertx, new EndpointOptions().secretKeyBase(SECRET));
    LiveRoutes live = routes(endpoint);
    return endpoint.listen(
        new HttpServerOptions().setHost("127.0.0.1").setPort(port),
        router -> mount(router, live, endpoint));
  }

  static LiveRoutes routes(Endpoint endpoint) {
    Vertx vertx = endpoint.vertx();
    ChatRooms rooms = new ChatRooms();
    Presence presence = endpoint.presence(new PresenceOptions());
    return LiveRoutes.create(
            endpoint,
            new LiveOptions()
                .layout(Page::html)
                .sessions(SessionHandler.create(LocalSessionStore.create(vertx))))
        .live("/live/counter", () -> new CounterView(vertx))
        .live("/live/form", () -> new FormView(vertx))
        .live("/live/list", ListView::new)
        .live("/live/stream", StreamView::new)
        .live("/live/nav", NavView::new)
        .live("/live/nav/:tab", NavView::new)
        .live("/live/nav-other", NavOtherView::new)
        .live("/live/components", ComponentsView::new)
        .live("/live/js", JsView::new)
        .live("/live/upload", UploadView::new)
        .live("/live/async", AsyncView::new)
        .live("/live/hooks", HooksView::new)
        .live("/live/nested", NestedView::new)
        .live("/live/nested-two", NestedTwoView::new)
        .live("/live/chat/:room", () -> new ChatView(rooms, presence))
        .live("/live/escape", EscapeView::new)
        .live("/live/crash", CrashView::new)
        .live("/live/session", SessionView::new)
        .session("expired", expired -> expired.live("/live/expired", () -> new CounterView(vertx)))
        .session("admin", admin -> admin.live("/live/admin", AdminView::new))
        .nested(ChildView.class, ChildView::new)
        .nested(StickyView.class, StickyView::new);
  }

  private static void mount(Router router, LiveRoutes live, Endpoint endpoint) {
    router
        .post("/live/control/disconnect")
        .handler(
            context -> {
              endpoint.disconnect("users_sessions:" + context.request().getParam("user"));
              context.response().setStatusCode(204).end();
            });
    router.get().handler(LiveServer::signIn);
    live.mount(router);
  }

  /** {@code ?login=U} on any page. */
  private static void signIn(RoutingContext context) {
    String user = context.request().getParam("login");
    if (user != null) {
      context.session().put("user", user);
      context.session().put(LiveRoutes.SOCKET_ID, "users_sessions:" + user);
    }
    context.next();
  }

  /** A page with expired tokens. */
  private static final class Expired {
    private static final Pattern TOKEN = Pattern.compile("data-phx-(session|static)=\"([^\"]+)\"");
    private static final Duration AGO = Duration.ofDays(15);

    static LivePage of(LivePage page) {
      return new LivePage(
          page.title(),
          page.csrfToken(),
          new TrustedHtml(
              TOKEN
                  .matcher(page.content().html())
                  .replaceAll(
                      token ->
                          "data-phx-"
                              + token.group(1)
                              + "=\""
                              + resign(token.group(2), token.group(1))
                              + "\"")),
          page.flash(),
          page.basePath(),
          page.context());
    }

    private static String resign(String token, String kind) {
      Tokens tokens = Tokens.of(SECRET, "live view " + kind);
      return tokens.sign(
          tokens.verify(token, MaxAge.UNLIMITED).data().json(),
          MaxAge.of(Duration.ofDays(14)),
          Instant.now().minus(AGO));
    }
  }

  /** The document around all views. */
  record Page(LivePage page) {
    private static final Template<Page> TEMPLATE =
        Template.of(
            MethodHandles.lookup(),
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="csrf-token" content={page.csrfToken}>
              <title data-default="kit" data-suffix=" · kit">{title} · kit</title>
              <script defer src="/assets/app.js"></script>
            </head>
            <body>{page.content}</body>
            </html>
            """);

    static String html(LivePage page) {
      return TEMPLATE.html(
          new Page(
              page.context().request().path().equals("/live/expired") ? Expired.of(page) : page));
    }

    String title() {
      String title = page.title();
      return title == null || title.isEmpty() ? "kit" : title;
    }
  }
}
