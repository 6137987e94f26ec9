package dev.roost.rooms;

import dev.roost.endpoint.Endpoint;
import dev.roost.endpoint.EndpointOptions;
import dev.roost.endpoint.EndpointServer;
import dev.roost.endpoint.SocketMount;
import dev.roost.rooms.auth.JwtConnect;
import dev.roost.rooms.auth.JwtKeys;
import dev.roost.rooms.auth.TokenIssuer;
import dev.roost.rooms.auth.TokenVerifier;
import dev.roost.rooms.challenges.ChallengeChannel;
import dev.roost.rooms.challenges.InMemoryChallenges;
import dev.roost.rooms.challenges.Rooms;
import dev.roost.rooms.config.RoomLimits;
import dev.roost.rooms.config.Settings;
import dev.roost.rooms.users.InMemoryUsers;
import dev.roost.rooms.users.UserChannel;
import dev.roost.rooms.users.Users;
import dev.roost.rooms.web.DevelopmentRoutes;
import dev.roost.rooms.web.PageRoutes;
import dev.roost.rooms.web.SecurityHeaders;
import dev.roost.transport.WebSocketOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.web.Router;

/** The application, running. */
public final class RoomsServer {
  /** The web page on the class path, where the build puts it. */
  public static final String WEB_PAGE = "webroot";

  /** JSON may write a character of one byte as an escape of six. */
  private static final int MAX_ESCAPE = 6;

  /** By how many of the largest responses a client may be behind. */
  private static final int RESPONSES_BEHIND = 4;

  /** What is around a response: the envelope, the prompt, a usual chat. */
  private static final int ROOM_FOR_REST = 1 << 20;

  private final Vertx vertx;
  private final Settings settings;
  private final Users users = new InMemoryUsers(DemoData.USERS);

  private RoomsServer(Vertx vertx, Settings settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /**
   * Starts everything.
   *
   * @param webPage the directory of the web page, see {@link PageRoutes}
   * @return fails with a {@link dev.roost.rooms.config.SettingsException} if the settings ask for
   *     something that is not there
   */
  public static Future<EndpointServer> start(Vertx vertx, Settings settings, String webPage) {
    return new RoomsServer(vertx, settings).start(webPage);
  }

  private Future<EndpointServer> start(String webPage) {
    int loops = Runtime.getRuntime().availableProcessors();
    Endpoint endpoint =
        Endpoint.create(
            vertx, new EndpointOptions().checkOrigin(settings.originCheck()).eventLoops(loops));
    InMemoryChallenges challenges =
        new InMemoryChallenges(DemoData.CHALLENGES, settings.rooms().maxChatMessages());
    Future<JWTAuth> keys = vertx.executeBlocking(() -> JwtKeys.load(vertx, settings.jwt()));
    Future<Rooms> rooms = Rooms.open(vertx, endpoint, challenges, loops);
    Future<PageRoutes> page = PageRoutes.in(vertx, webPage);
    return Future.all(keys, rooms, page)
        .compose(
            ready -> {
              endpoint.socket("/socket", socket -> describe(socket, keys.result(), rooms.result()));
              return endpoint.listen(
                  new HttpServerOptions().setHost(settings.host()).setPort(settings.port()),
                  router -> addRoutes(router, keys.result(), page.result()));
            });
  }

  private void describe(SocketMount socket, JWTAuth keys, Rooms rooms) {
    socket
        .connect(new JwtConnect(new TokenVerifier(keys, settings.jwt()), users))
        .channel(Rooms.TOPIC_PREFIX + "*", () -> new ChallengeChannel(rooms, settings.rooms()))
        .channel("users:*", UserChannel::new)
        .webSocket(this::fitToRooms);
  }

  private void fitToRooms(WebSocketOptions options) {
    RoomLimits limits = settings.rooms();
    options
        .authToken(true)
        .maxFrameSize(MAX_ESCAPE * limits.maxResponseBytes() + ROOM_FOR_REST)
        .maxOutboundBytes(RESPONSES_BEHIND * limits.maxResponseBytes() + ROOM_FOR_REST);
  }

  private void addRoutes(Router router, JWTAuth keys, PageRoutes page) {
    router.route().handler(new SecurityHeaders());
    // Otherwise each address that cannot be decoded would put a stack trace into the log.
    router.errorHandler(400, context -> context.response().setStatusCode(400).end());
    if (settings.developmentTokens()) {
      new DevelopmentRoutes(users, new TokenIssuer(keys, settings.jwt())).mount(router);
    }
    page.mount(router);
    // By itself, the router would answer 405 to all that is no GET, as the page has every path.
    router.route().handler(context -> context.response().setStatusCode(404).end());
  }
}
