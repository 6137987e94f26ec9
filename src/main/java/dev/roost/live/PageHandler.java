package dev.roost.live;

import dev.roost.channel.ConnectInfo;
import dev.roost.channel.CsrfCheck;
import dev.roost.channel.Params;
import dev.roost.live.LiveRoute.Match;
import dev.roost.live.LiveTokens.SessionToken;
import dev.roost.live.LiveTokens.StaticToken;
import dev.roost.live.html.TrustedHtml;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.Session;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers requests for views with their first page, the dead render of Phoenix LiveView. */
final class PageHandler implements Handler<RoutingContext> {
  /** Set by the client's script, so the names are the protocol's. */
  private static final String FLASH_COOKIE = "__phoenix_flash__";

  private static final String STATUS_COOKIE = "__phoenix_reload_status__";

  private static final String SESSION_FLASH = "live_flash";
  private static final int CSRF_BYTES = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final LiveRoutes routes;

  PageHandler(LiveRoutes routes) {
    this.routes = routes;
  }

  @Override
  public void handle(RoutingContext context) {
    Session session = context.session();
    if (session == null) {
      context.fail(
          new IllegalStateException(
              "live views need a session: put io.vertx.ext.web.handler.SessionHandler in front"));
      return;
    }
    Integer status = routes.tokens().status(takeCookie(context, STATUS_COOKIE));
    if (status != null) {
      context.fail(status);
      return;
    }
    String query = context.request().query();
    Match match =
        routes
            .table()
            .match(
                routes.endpoint().basePath().strip(context.request().path()),
                query == null ? "" : query);
    if (match == null) {
      context.next();
      return;
    }
    render(context, session, match).onFailure(failure -> fail(context, failure));
  }

  private static void fail(RoutingContext context, Throwable failure) {
    if (failure instanceof StatusException status) {
      context.fail(status.status());
    } else {
      context.fail(failure);
    }
  }

  private Future<?> render(RoutingContext context, Session session, Match match) {
    String csrfToken = csrfToken(session);
    Map<String, String> flash = takeFlash(context, session);
    String id = Container.randomId();
    String liveSession = match.route().session().name();
    DeadVisitor visitor = new DeadVisitor(routes);
    Placement placement = new Placement(routes, visitor, id, liveSession, match);
    LiveProcess process =
        new LiveProcess(
            id, match.newView(), new DeadPort(routes.endpoint()), routes.tokens(), placement);
    Mount mount =
        new Mount(process, match.params(), session.data(), new Params(Map.of()), ConnectInfo.NONE);
    return process
        .mount(mount, match.route().session().hooks(), flash)
        .compose(done -> process.handleParams(match.params(), match.uri()))
        .compose(
            done -> {
              Navigation to = process.takeNavigation();
              if (to != null) {
                redirect(context, session, process, to);
                return Future.succeededFuture();
              }
              return visitor
                  .fill(process.renderer().html())
                  .compose(html -> answer(context, process, match, csrfToken, html));
            });
  }

  private Future<?> answer(
      RoutingContext context, LiveProcess process, Match match, String csrfToken, String html) {
    Instant now = Instant.now();
    String id = process.id();
    String sessionToken =
        routes
            .tokens()
            .session(
                new SessionToken(
                    id,
                    process.view().getClass().getName(),
                    match.route().session().name(),
                    null,
                    Map.of()),
                now);
    String staticToken = routes.tokens().statics(new StaticToken(id, process.flash()), now);
    LivePage page =
        new LivePage(
            process.title(),
            csrfToken,
            new TrustedHtml(Container.main(id, sessionToken, staticToken, html)),
            process.flash(),
            context);
    return context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        // The tokens are this visitor's.
        .putHeader(HttpHeaders.CACHE_CONTROL, "max-age=0, private, must-revalidate")
        .end(routes.layout().html(page));
  }

  private void redirect(
      RoutingContext context, Session session, LiveProcess process, Navigation to) {
    if (!process.flash().isEmpty()) {
      putFlash(session, process.flash());
    }
    String place = to.to();
    if (place.startsWith("/")) {
      place = routes.endpoint().basePath().resolve(place);
    }
    context.response().setStatusCode(302).putHeader(HttpHeaders.LOCATION, place).end();
  }

  /** Adds to the messages of the next page. */
  static void putFlash(Session session, Map<String, String> messages) {
    JsonObject kept = session.get(SESSION_FLASH);
    // Stores that serialize sessions take no maps.
    JsonObject all = kept == null ? new JsonObject() : kept.copy();
    messages.forEach(all::put);
    session.put(SESSION_FLASH, all);
  }

  private static String csrfToken(Session session) {
    String token = session.get(CsrfCheck.PARAM);
    if (token == null) {
      byte[] random = new byte[CSRF_BYTES];
      RANDOM.nextBytes(random);
      token = Base64.getUrlEncoder().encodeToString(random);
      session.put(CsrfCheck.PARAM, token);
    }
    return token;
  }

  /** Messages of a redirect by HTTP are in the session, those of the client's in a cookie. */
  private Map<String, String> takeFlash(RoutingContext context, Session session) {
    Map<String, String> flash = new HashMap<>();
    JsonObject kept = session.remove(SESSION_FLASH);
    if (kept != null) {
      kept.forEach(message -> flash.put(message.getKey(), (String) message.getValue()));
    }
    flash.putAll(routes.tokens().flash(takeCookie(context, FLASH_COOKIE)));
    return flash;
  }

  private static @Nullable String takeCookie(RoutingContext context, String name) {
    Cookie cookie = context.request().getCookie(name);
    if (cookie == null) {
      return null;
    }
    context.response().addCookie(Cookie.cookie(name, "").setPath("/").setMaxAge(0));
    return cookie.getValue();
  }
}
