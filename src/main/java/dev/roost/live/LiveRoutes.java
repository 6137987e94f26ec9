package dev.roost.live;

import dev.roost.Endpoint;
import dev.roost.Rate;
import dev.roost.SocketMount;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.metrics.LiveSnapshot;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.Session;
import io.vertx.ext.web.handler.SessionHandler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The live views of an endpoint: their paths, their HTTP pages and the socket that they are on.
 *
 * <pre>{@code
 * LiveRoutes live =
 *     LiveRoutes.create(
 *             endpoint,
 *             new LiveOptions()
 *                 .layout(LAYOUT::html)
 *                 .sessions(SessionHandler.create(LocalSessionStore.create(vertx))))
 *         .live("/", HomeView::new)
 *         .session("users", users -> users.onMount(auth).live("/chats/:id", ChatView::new));
 *
 * endpoint.listen(new HttpServerOptions().setPort(4000), live::mount);
 * }</pre>
 *
 * <p>A user is signed out everywhere by {@code endpoint.disconnect(id)} if the session holds that
 * id under {@link #SOCKET_ID}.
 */
public final class LiveRoutes {
  /** The session's key of the socket's id, which {@code Endpoint.disconnect} takes. */
  public static final String SOCKET_ID = "live_socket_id";

  private static final int FIRST = -10;
  private static final String DEFAULT_SESSION = "default";

  private final Endpoint endpoint;
  private final LiveTokens tokens;
  private final LiveLayout layout;
  private final String socketPath;
  private final Set<String> staticFiles;
  private final UploadBudget uploadBudget;
  private final LiveMetrics metrics;
  private final @Nullable Rate eventRate;
  private final @Nullable Supplier<SessionHandler> sessionHandlers;
  private final @Nullable Development development;
  private final Map<String, LiveSession> sessions = new HashMap<>();
  private final List<LiveRoute> routes = new ArrayList<>();
  private final Map<String, Supplier<? extends LiveView>> nested = new HashMap<>();
  private final Map<Class<? extends LiveComponent>, Supplier<? extends LiveComponent>> components =
      new HashMap<>();
  private @Nullable RouteTable table;

  private LiveRoutes(Endpoint endpoint, LiveOptions options) {
    this.endpoint = endpoint;
    this.tokens = new LiveTokens(endpoint);
    this.layout =
        Objects.requireNonNull(
            options.layout(), "live views need a document around them: LiveOptions.layout");
    this.socketPath = options.socketPath();
    this.staticFiles = options.staticFiles();
    this.uploadBudget = new UploadBudget(options.maxUploadBytes());
    this.metrics = new LiveMetrics(options.slowMillis());
    this.eventRate = options.eventRate();
    this.sessionHandlers = options.sessions();
    this.development =
        options.isDevelopment()
            ? Development.start(endpoint.vertx(), options.sourceFolders())
            : null;
    endpoint.socket(options.socketPath(), mount -> describe(mount, options));
  }

  /**
   * Adds the socket of live views to an endpoint that is not mounted yet.
   *
   * @throws NullPointerException if the options have no layout
   */
  public static LiveRoutes create(Endpoint endpoint, LiveOptions options) {
    return new LiveRoutes(endpoint, options);
  }

  private void describe(SocketMount mount, LiveOptions options) {
    mount
        .connect(LiveRoutes::connect)
        .channel(LiveChannel.PREFIX + "*", () -> new LiveChannel(this))
        .channel(UploadChannel.PREFIX + "*", () -> new UploadChannel(this))
        .webSocket(transport -> transport.connectInfo(ConnectInfo.Key.SESSION));
    if (options.longPoll()) {
      mount.longPoll(transport -> transport.connectInfo(ConnectInfo.Key.SESSION));
    }
    options.socket().accept(mount);
  }

  // A page without a session gets the error stale, so that it reloads.
  private static Future<ConnectResult> connect(ConnectRequest request) {
    Session session = request.info().session();
    ConnectResult accepted =
        ConnectResult.accept()
            .assign(
                ConnectedVisitor.ASSIGN,
                new ConnectedVisitor(session == null ? null : session.data(), request.info()));
    Object id = session == null ? null : session.get(SOCKET_ID);
    return (id instanceof String text ? accepted.id(text) : accepted).now();
  }

  /** Adds a view to the default live session. */
  public LiveRoutes live(String path, Supplier<? extends LiveView> view) {
    return session(DEFAULT_SESSION, session -> session.live(path, view));
  }

  /** Adds routes to a live session, which is made if there is none of this name yet. */
  public LiveRoutes session(String name, Consumer<LiveSession> describe) {
    describe.accept(sessions.computeIfAbsent(name, made -> new LiveSession(made, this)));
    return this;
  }

  /** Makes a view known that others show {@linkplain LiveView#nested within} themselves. */
  public <V extends LiveView> LiveRoutes nested(Class<V> type, Supplier<? extends V> view) {
    requireUnmounted(type.getSimpleName());
    nested.put(type.getName(), Objects.requireNonNull(view));
    return this;
  }

  /**
   * Says how a component is made that has no constructor without parameters, such as one that needs
   * a repository.
   */
  public <C extends LiveComponent> LiveRoutes component(
      Class<C> type, Supplier<? extends C> component) {
    requireUnmounted(type.getSimpleName());
    components.put(type, Objects.requireNonNull(component));
    return this;
  }

  /** Adds the pages to a router. No route can be added after that. */
  public void mount(Router router) {
    table();
    if (sessionHandlers != null) {
      // The socket's routes may be there already.
      SessionThread.checked(router, FIRST, sessionHandlers.get());
    }
    PageHandler pages = new PageHandler(this);
    for (LiveRoute route : routes) {
      router.get(route.pattern().toString()).handler(pages);
    }
  }

  /**
   * Shows a message on the visitor's next page of a view. For other HTTP handlers, which answer
   * with a redirect to it. Mirrors {@code Phoenix.Controller.put_flash}.
   *
   * @param context of a request that has a session
   * @param kind such as {@code info} or {@code error}
   */
  public static void putFlash(RoutingContext context, String kind, String message) {
    PageHandler.putFlash(context.session(), Map.of(kind, message));
  }

  /**
   * Renders the first page of a view as HTTP does, without its layout. For tests, see {@code
   * dev.roost.live.testing}. On the event loop. No route can be added after that.
   *
   * @param url path and query
   * @param flash messages of the page before, by kind; those that the session holds are added
   * @return fails with a {@link StatusException} of 404 if there is no view at the URL, and with
   *     what the view throws
   */
  public Future<LiveAnswer> render(String url, Session session, Map<String, String> flash) {
    LiveRoute.Match match = table().match(url);
    if (match == null) {
      return Future.failedFuture(StatusException.notFound());
    }
    Map<String, String> all = PageHandler.takeFlash(session);
    all.putAll(flash);
    return new DeadRender(this, session).render(match, all);
  }

  /** The path of the socket that pages connect to, see {@link LiveOptions#socketPath(String)}. */
  public String socketPath() {
    return socketPath;
  }

  void add(LiveRoute route) {
    requireUnmounted(route.pattern().toString());
    routes.add(route);
  }

  /** All event loops read the routes, so they are complete before the first request. */
  private void requireUnmounted(String what) {
    if (table != null) {
      throw new IllegalStateException(
          "the live routes are mounted already: add " + what + " before mount()");
    }
  }

  RouteTable table() {
    if (table == null) {
      table = new RouteTable(routes, endpoint.basePath());
    }
    return table;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  LiveTokens tokens() {
    return tokens;
  }

  /** The figures of these views. From any thread. */
  public LiveSnapshot metrics() {
    return metrics.snapshot(uploadBudget.bytes());
  }

  LiveMetrics counters() {
    return metrics;
  }

  /** How many events a view may get; null for any number. */
  @Nullable Rate eventRate() {
    return eventRate;
  }

  Set<String> staticFiles() {
    return staticFiles;
  }

  UploadBudget uploadBudget() {
    return uploadBudget;
  }

  /** Null outside of development. */
  @Nullable Development development() {
    return development;
  }

  LiveLayout layout() {
    return layout;
  }

  LiveComponent newComponent(Class<? extends LiveComponent> type) {
    Supplier<? extends LiveComponent> factory = components.get(type);
    return factory == null ? ViewRenderer.construct(type) : factory.get();
  }

  boolean isNested(String name) {
    return nested.containsKey(name);
  }

  /** The name in tokens of a view within a view. */
  String nestedName(Class<? extends LiveView> type) {
    if (!isNested(type.getName())) {
      throw new IllegalStateException(
          "LiveRoutes.nested was not called for " + type.getSimpleName());
    }
    return type.getName();
  }

  LiveView newNested(String name) {
    return Objects.requireNonNull(nested.get(name)).get();
  }
}
