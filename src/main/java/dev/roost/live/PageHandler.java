package dev.roost.live;

import dev.roost.live.LiveRoute.Match;
import dev.roost.serializer.InvalidPayloadException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.Session;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests for views with their first page, the dead render of Phoenix LiveView. */
final class PageHandler implements Handler<RoutingContext> {
  /** Set by the client's script, so the names are the protocol's. */
  private static final String FLASH_COOKIE = "__phoenix_flash__";

  private static final String STATUS_COOKIE = "__phoenix_reload_status__";

  private static final String SESSION_FLASH = "live_flash";

  private static final int SERVER_ERROR = 500;
  private static final Logger log = LoggerFactory.getLogger(PageHandler.class);

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
    Match match;
    try {
      match = match(context);
    } catch (InvalidPayloadException malformedQuery) {
      context.fail(400);
      return;
    }
    if (match == null) {
      context.next();
      return;
    }
    Future.succeededFuture()
        .compose(begin -> render(context, session, match))
        .onFailure(failure -> fail(context, failure));
  }

  private @Nullable Match match(RoutingContext context) {
    String query = context.request().query();
    return routes
        .table()
        .match(
            routes.endpoint().basePath().strip(context.request().path()),
            query == null ? "" : query);
  }

  private void fail(RoutingContext context, Throwable failure) {
    if (failure instanceof StatusException status) {
      context.fail(status.status());
    } else if (routes.development() != null) {
      log.error("page failed path={}", context.request().path(), failure);
      context
          .response()
          .setStatusCode(SERVER_ERROR)
          .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
          .end(new FailurePage(failure).html());
    } else {
      context.fail(failure);
    }
  }

  private Future<Void> render(RoutingContext context, Session session, Match match) {
    return new DeadRender(routes, session)
        .render(match, takeFlash(context, session))
        .compose(
            answer ->
                answer instanceof LiveAnswer.Page page
                    ? answer(context, page)
                    : redirect(context, session, (LiveAnswer.Redirect) answer));
  }

  private Future<Void> answer(RoutingContext context, LiveAnswer.Page page) {
    LivePage live =
        new LivePage(
            page.title(),
            page.csrfToken(),
            page.content(),
            page.flash(),
            routes.endpoint().basePath(),
            context);
    return context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        // The tokens are this visitor's.
        .putHeader(HttpHeaders.CACHE_CONTROL, "max-age=0, private, must-revalidate")
        .end(routes.layout().html(live));
  }

  private Future<Void> redirect(RoutingContext context, Session session, LiveAnswer.Redirect to) {
    if (!to.flash().isEmpty()) {
      putFlash(session, to.flash());
    }
    String place = to.to();
    if (place.startsWith("/")) {
      place = routes.endpoint().basePath().resolve(place);
    }
    return context.response().setStatusCode(302).putHeader(HttpHeaders.LOCATION, place).end();
  }

  /** Adds to the messages of the next page. */
  static void putFlash(Session session, Map<String, String> messages) {
    JsonObject kept = session.get(SESSION_FLASH);
    // Stores that serialize sessions take no maps.
    JsonObject all = kept == null ? new JsonObject() : kept.copy();
    messages.forEach(all::put);
    session.put(SESSION_FLASH, all);
  }

  /** Messages of a redirect by HTTP are in the session, those of the client's in a cookie. */
  private Map<String, String> takeFlash(RoutingContext context, Session session) {
    Map<String, String> flash = takeFlash(session);
    flash.putAll(routes.tokens().flash(takeCookie(context, FLASH_COOKIE)));
    return flash;
  }

  /** The messages that the session holds; they are removed from it. */
  static Map<String, String> takeFlash(Session session) {
    Map<String, String> flash = new HashMap<>();
    JsonObject kept = session.remove(SESSION_FLASH);
    if (kept != null) {
      kept.forEach(message -> flash.put(message.getKey(), (String) message.getValue()));
    }
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
