package dev.roost.rooms.live;

import dev.roost.Endpoint;
import dev.roost.SocketMount;
import dev.roost.channel.ConnectInfo;
import dev.roost.live.CookieSessions;
import dev.roost.live.LiveOptions;
import dev.roost.live.LiveRoutes;
import dev.roost.presence.Presence;
import dev.roost.rooms.access.RoomAccess;
import dev.roost.rooms.auth.TokenUsers;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.chats.ChatRooms;
import dev.roost.rooms.chats.Chats;
import dev.roost.rooms.config.Settings;
import dev.roost.rooms.sessions.SessionTokens;
import dev.roost.rooms.sessions.Sessions;
import dev.roost.rooms.signin.Accounts;
import dev.roost.rooms.web.PageEntry;
import dev.roost.rooms.web.UnavailableHandler;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.SessionHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code /live}: the routes of the live chats and their socket. Safe for any thread. */
public final class LiveChats {
  /** The source file of the page's script. */
  public static final String ENTRY = "src/live.ts";

  private static final String COOKIE = "roost_live";
  private static final String COOKIE_SALT = "roost live session cookies";

  /** Before the socket's routes, which are there already. */
  private static final int FIRST = -1;

  private final Endpoint endpoint;
  private final Settings settings;
  private final Duration lifetime;
  private final LivePaths paths;
  private final LiveRoutes routes;
  private final SignInRoutes signIns;
  private final NotFoundPage notFound;

  /** The services behind the views. */
  public record Rooms(
      Chats chats, ChatRooms rooms, RoomAccess access, Presence presence, Budgets budgets) {}

  /** Finds accounts, begins their sign-ins and ends them. */
  public record SignIns(
      Accounts accounts, SessionTokens tokens, Sessions sessions, TokenUsers users) {}

  /**
   * Adds the socket to an endpoint that is not mounted yet.
   *
   * @param entry the page's script; nothing if it was not built
   * @param socket changes limits and transports of the socket
   */
  public LiveChats(
      Endpoint endpoint,
      Settings settings,
      Rooms rooms,
      SignIns signIns,
      Optional<PageEntry> entry,
      Consumer<SocketMount> socket) {
    this.endpoint = endpoint;
    this.settings = settings;
    lifetime = Duration.ofSeconds(settings.jwt().expiresSeconds());
    paths = new LivePaths(settings.proxy().basePath());
    boolean resetsByMail = settings.mail().isPresent();
    this.signIns =
        new SignInRoutes(
            paths,
            signIns.accounts(),
            signIns.tokens(),
            signIns.sessions(),
            signIns.users(),
            lifetime);
    List<PageEntry> entries = entry.stream().toList();
    notFound = new NotFoundPage(paths, entries);
    routes =
        LiveRoutes.create(
                endpoint,
                new LiveOptions()
                    .layout(page -> new Page(page, paths, entries).html())
                    .eventRate(settings.live().eventRate())
                    .slowMillis(settings.live().slowMillis())
                    .longPoll(settings.socket().longPoll().isPresent())
                    .socket(mount -> limit(mount, socket)))
            .session(
                "visitors",
                visitors ->
                    visitors
                        .live(LivePaths.SIGN_IN, () -> new SignInView(paths, resetsByMail))
                        .live(LivePaths.SIGN_UP, () -> new SignUpView(paths, signIns.accounts())))
            .session(
                "accounts",
                accounts ->
                    accounts
                        .onMount(new RequireSignIn(signIns.users()))
                        .live(
                            LivePaths.CHATS,
                            () -> new ChatsView(paths, rooms.chats(), rooms.budgets()))
                        .live(
                            LivePaths.CHATS + "/:id",
                            () ->
                                new ChatView(
                                    paths,
                                    rooms.rooms(),
                                    rooms.access(),
                                    rooms.presence(),
                                    settings.rooms(),
                                    rooms.budgets())));
  }

  private void limit(SocketMount mount, Consumer<SocketMount> socket) {
    socket.accept(mount);
    ConnectInfo.Key[] told = {ConnectInfo.Key.SESSION, ConnectInfo.Key.PEER_DATA};
    mount.webSocket(transport -> transport.authToken(false).connectInfo(told));
    if (settings.socket().longPoll().isPresent()) {
      mount.longPoll(transport -> transport.authToken(false).connectInfo(told));
    }
  }

  /** Adds the routes. To be called for each router, on its context. */
  public void mount(Router router) {
    router.route(LivePaths.ROOT + "/*").order(FIRST).handler(sessionHandler());
    router.route(LivePaths.ROOT + "/*").failureHandler(new UnavailableHandler());
    router.route(LivePaths.ROOT + "/*").failureHandler(notFound);
    router
        .get(LivePaths.ROOT)
        .handler(
            context ->
                context
                    .response()
                    .setStatusCode(302)
                    .putHeader(HttpHeaders.LOCATION, paths.chats())
                    .end());
    signIns.mount(router);
    routes.mount(router);
    router.get(LivePaths.ROOT + "/*").handler(context -> context.fail(404));
  }

  // The cookie names a row in the database, so that a sign-in can end at once.
  private SessionHandler sessionHandler() {
    boolean secure =
        settings.proxy().publicUrl().filter(url -> "https".equals(url.getScheme())).isPresent();
    return SessionHandler.create(
            new CookieSessions(endpoint.vertx(), endpoint.tokens(COOKIE_SALT), lifetime))
        .setSessionCookieName(COOKIE)
        .setSessionCookiePath(settings.proxy().basePath().resolve(LivePaths.ROOT))
        .setCookieHttpOnlyFlag(true)
        .setCookieSecureFlag(secure)
        .setCookieSameSite(CookieSameSite.LAX)
        .setSessionTimeout(lifetime.toMillis())
        .setCookieMaxAge(lifetime.toSeconds())
        .setNagHttps(false);
  }
}
