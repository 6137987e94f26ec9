package dev.roost.rooms.api;

import dev.roost.presence.Presence;
import dev.roost.rooms.access.Room;
import dev.roost.rooms.challenges.Challenges;
import dev.roost.rooms.chats.Chats;
import dev.roost.rooms.config.ProxySettings;
import dev.roost.rooms.talk.TalkRoomList;
import dev.roost.rooms.web.UnavailableHandler;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/v1}. To be mounted on each router; safe for any thread. */
public final class Api {
  private static final Logger log = LoggerFactory.getLogger(Api.class);

  private static final String BASE = "/api/v1";
  private static final int MAX_BODY_BYTES = 131_072;

  private final Authentication authentication;
  private final AccountRoutes accounts;
  private final AccountChangeRoutes changes;
  private final SessionRoutes sessions;
  private final ChallengeRoutes challenges;
  private final ChatRoutes chats;
  private final TalkRoomRoutes rooms;
  private final AccessRoutes access;
  private final HistoryRoutes history;
  private final PublicSettings settings;
  private final OpenApiDocument document;

  /** Over these parts. */
  public Api(
      Authentication authentication,
      AccountRoutes accounts,
      AccountChangeRoutes changes,
      SessionRoutes sessions,
      Challenges challenges,
      Chats chats,
      TalkRoomList rooms,
      Presence presence,
      AccessRoutes access,
      HistoryRoutes history,
      RequestBudgets budgets,
      PublicSettings settings,
      ProxySettings proxy) {
    document = OpenApiDocument.at(proxy);
    this.authentication = authentication;
    this.accounts = accounts;
    this.changes = changes;
    this.sessions = sessions;
    this.access = access;
    this.history = history;
    this.challenges = new ChallengeRoutes(challenges, presence, budgets);
    this.chats = new ChatRoutes(chats, presence, budgets);
    this.rooms = new TalkRoomRoutes(rooms, settings.guests());
    this.settings = settings;
  }

  /** Adds the routes. */
  public void mount(Router router) {
    router.get("/openapi.json").handler(document::serve);
    router
        .route(BASE + "/*")
        .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
        .handler(Api::forbidCaching)
        .failureHandler(new UnavailableHandler())
        .failureHandler(Api::failed);

    router.get(BASE + "/openapi.json").handler(document::serve);
    router.get(BASE + "/settings").handler(context -> context.json(settings));
    router.post(BASE + "/registrations").handler(accounts::register);
    router.post(BASE + "/sessions").handler(accounts::signIn);
    router.delete(BASE + "/sessions").handler(authentication.ifAny()).handler(sessions::signOut);
    router
        .delete(BASE + "/sessions/all")
        .handler(authentication.orRefuse("Not Authenticated!"))
        .handler(sessions::signOutEverywhere);
    router
        .get(BASE + "/current_user")
        .handler(authentication.orRefuse("Can't validate current user"))
        .handler(accounts::currentUser);
    signedIn(router.patch(BASE + "/current_user"));
    router.patch(BASE + "/current_user").handler(changes::rename);
    signedIn(router.delete(BASE + "/current_user"));
    router.delete(BASE + "/current_user").handler(changes::delete);
    signedIn(router.put(BASE + "/current_user/password"));
    router.put(BASE + "/current_user/password").handler(changes::changePassword);
    router.post(BASE + "/password_resets").handler(changes::requestReset);
    router.put(BASE + "/password_resets").handler(changes::reset);

    signedIn(router.route(BASE + "/challenges"));
    router.get(BASE + "/challenges").handler(challenges::list);
    router.post(BASE + "/challenges").handler(challenges::add);
    signedIn(router.route(BASE + "/chats"));
    router.get(BASE + "/chats").handler(chats::list);
    router.post(BASE + "/chats").handler(chats::add);

    router.get(BASE + "/rooms").handler(authentication.ifAny()).handler(rooms::list);

    access.mount(router, BASE + "/challenges", Room.Kind.CHALLENGE, this::signedIn);
    history.mount(router, BASE + "/challenges");
    access.mount(router, BASE + "/chats", Room.Kind.CHAT, this::signedIn);
    signedIn(router.route(BASE + "/invites/*"));
    router.post(BASE + "/invites/accept").handler(access::accept);

    router.route("/api/*").handler(context -> Answers.error(context, 404, "Not found"));
  }

  private void signedIn(Route route) {
    route.handler(authentication.orRefuse("Not Authenticated!"));
  }

  private static void forbidCaching(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    context.next();
  }

  private static void failed(RoutingContext context) {
    int status = context.statusCode();
    if (status >= 400 && status < 500) {
      Answers.error(context, status, HttpResponseStatus.valueOf(status).reasonPhrase());
      return;
    }
    if (status < 400) {
      // Vert.x's body handler fails so when a client leaves within a body.
      context.next();
      return;
    }
    log.error(
        "could not answer {} {}: {}",
        context.request().method(),
        context.normalizedPath(),
        String.valueOf(context.failure()));
    Answers.error(context, 500, "Something went wrong");
  }
}
