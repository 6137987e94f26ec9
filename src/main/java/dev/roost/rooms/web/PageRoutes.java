package dev.roost.rooms.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The web page: one {@code index.html} for all addresses that people see, for the page itself looks
 * at its address; and what it loads. Files in {@code assets} have the hash of their content in
 * their names, so browsers may keep them.
 */
public final class PageRoutes {
  private static final String NOT_BUILT =
      "Roost is running, but this build has no web page (it was made with -DskipWebClient)."
          + " Clients connect at /socket.\n";

  /** What programs ask for, and not people. */
  private static final Pattern NO_PAGE =
      Pattern.compile("/(api|socket|dev|assets|health|metrics|admin)(/.*)?");

  /** But rooms may be called so, too. */
  private static final Pattern FILE = Pattern.compile("(?!/rooms/).*\\.[^/]*");

  private static final String WEBSOCKET = "websocket";

  private final String directory;
  private final boolean built;

  private PageRoutes(String directory, boolean built) {
    this.directory = directory;
    this.built = built;
  }

  /**
   * Looks for the page.
   *
   * @param directory where it is, on the class path or below the working directory
   */
  public static Future<PageRoutes> in(Vertx vertx, String directory) {
    return vertx
        .fileSystem()
        .exists(directory + "/index.html")
        .map(built -> new PageRoutes(directory, built));
  }

  /** Adds the routes. To be called last: a page answers every other address. */
  public void mount(Router router) {
    if (!built) {
      router.get().handler(PageRoutes::notBuilt);
      return;
    }
    router
        .route("/assets/*")
        .handler(
            StaticHandler.create(directory + "/assets")
                .setIncludeHidden(false)
                .setMaxAgeSeconds(TimeUnit.DAYS.toSeconds(365)));
    router
        .route()
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(PageRoutes::refuseWebSockets)
        .handler(PageRoutes::askAgainNextTime)
        .handler(StaticHandler.create(directory).setIncludeHidden(false).setCachingEnabled(false))
        .handler(PageRoutes::page);
  }

  /** A client that asks for a socket where there is none would take the page for an answer. */
  private static void refuseWebSockets(RoutingContext context) {
    if (context.request().headers().contains(HttpHeaders.UPGRADE, WEBSOCKET, true)) {
      context.response().setStatusCode(404).end();
    } else {
      context.next();
    }
  }

  private static void notBuilt(RoutingContext context) {
    context
        .response()
        .setStatusCode(404)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .end(NOT_BUILT);
  }

  private static void askAgainNextTime(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    context.next();
  }

  private static void page(RoutingContext context) {
    String path = context.normalizedPath();
    if (path.equals("/") || NO_PAGE.matcher(path).matches() || FILE.matcher(path).matches()) {
      context.next();
    } else {
      context.reroute("/");
    }
  }
}
