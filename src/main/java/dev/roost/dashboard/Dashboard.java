package dev.roost.dashboard;

import dev.roost.Endpoint;
import dev.roost.live.LiveOptions;
import dev.roost.live.LiveRoutes;
import dev.roost.live.OnMount;
import dev.roost.metrics.LiveSnapshot;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pages for operators of an endpoint: live figures of its nodes. Mirrors Phoenix's {@code
 * LiveDashboard}.
 *
 * <pre>{@code
 * Dashboard dashboard = Dashboard.create(endpoint, new DashboardOptions().key(adminKey));
 * endpoint.listen(new HttpServerOptions().setPort(4000), dashboard::mount);
 * }</pre>
 *
 * <p>Each node of a cluster creates one, with the same options and the same {@linkplain
 * dev.roost.EndpointOptions#secretKeyBase secret}; then the page of each shows all. Without a
 * viewer it costs a subscription to one topic. Safe for any thread.
 */
public final class Dashboard {
  // Older browsers do not count a WebSocket of the page's own host as 'self'.
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:;"
          + " connect-src 'self' ws: wss:; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final Paths paths;
  private final @Nullable SignIn signIn;
  private final Pages pages;
  private final LiveRoutes routes;
  private final Assets assets = new Assets();

  private Dashboard(Endpoint endpoint, DashboardOptions options) {
    OnMount given = options.onMount();
    if (given == null && options.keys().isEmpty()) {
      throw new IllegalStateException(
          "the dashboard needs someone to let in: call key() or onMount() of its options");
    }
    paths = new Paths(endpoint.basePath(), options.path());
    signIn = given == null ? new SignIn(endpoint, paths, options) : null;
    OnMount admission = given == null ? Objects.requireNonNull(signIn) : given;
    Vertx vertx = endpoint.vertx();
    Context context = vertx.getOrCreateContext();
    NodeLink link = new NodeLink(endpoint, context, new NodeAnswers(endpoint, options.presence()));
    ClusterSampler sampler = new ClusterSampler(vertx, context, link, options.intervalMillis());
    pages = new Pages(paths, sampler, link, options.maxRows(), signIn != null);
    routes =
        LiveRoutes.create(
                endpoint,
                new LiveOptions()
                    .socketPath(paths.socketRoute())
                    .longPoll(false)
                    .layout(page -> new Document(page, paths).html()))
            .session(
                "dashboard",
                session ->
                    session
                        .onMount(admission)
                        .live(paths.root(), () -> new OverviewView(pages))
                        .live(paths.socketsRoute(), () -> new SocketsView(pages))
                        .live(paths.topicsRoute(), () -> new TopicsView(pages)));
    if (signIn != null) {
      routes.session(
          "dashboard sign-in",
          session -> session.live(paths.signInRoute(), () -> new SignInView(paths)));
    }
  }

  /**
   * Adds the socket of the dashboard to an endpoint that is not mounted yet.
   *
   * @throws IllegalStateException if the options have neither a key nor a hook, or the endpoint has
   *     no secret
   */
  public static Dashboard create(Endpoint endpoint, DashboardOptions options) {
    return new Dashboard(endpoint, options);
  }

  /** Adds the pages to a router, below the path of the options. To be called for each router. */
  public void mount(Router router) {
    if (signIn != null) {
      signIn.mount(router);
    }
    assets.mount(router, paths.assetsRoute());
    router.get(paths.root() + "/*").handler(Dashboard::secure);
    routes.mount(router);
  }

  private static void secure(RoutingContext context) {
    MultiMap headers = context.response().headers();
    headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "same-origin");
    context.next();
  }

  /** The figures of its own views. From any thread. */
  public LiveSnapshot metrics() {
    return routes.metrics();
  }

  LiveRoutes routes() {
    return routes;
  }

  Pages pages() {
    return pages;
  }
}
