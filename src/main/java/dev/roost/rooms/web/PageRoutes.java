package dev.roost.rooms.web;

import dev.roost.proxy.BasePath;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The web page: one {@code index.html} for all addresses that people see, for the page itself looks
 * at its address; and what it loads. All that it loads is relative to its {@code <base>}, which
 * says the path where clients find the server. Files in {@code assets} have the hash of their
 * content in their names, so browsers may keep them.
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
  private static final String INDEX = "/index.html";

  /** As the build leaves it in the page. */
  private static final String BASE = "<base href=\"/\" />";

  private final String directory;
  private final BasePath basePath;

  /** Null if the page was not built. */
  private final @Nullable Buffer page;

  private PageRoutes(String directory, BasePath basePath, @Nullable Buffer page) {
    this.directory = directory;
    this.basePath = basePath;
    this.page = page;
  }

  /**
   * Looks for the page.
   *
   * @param directory where it is, on the class path or below the working directory
   * @param basePath where clients find the server
   */
  public static Future<PageRoutes> in(Vertx vertx, String directory, BasePath basePath) {
    FileSystem files = vertx.fileSystem();
    return files
        .exists(directory + INDEX)
        .compose(
            built ->
                built
                    ? files.readFile(directory + INDEX).map(file -> withBase(file, basePath))
                    : Future.<@Nullable Buffer>succeededFuture())
        .map(page -> new PageRoutes(directory, basePath, page));
  }

  private static Buffer withBase(Buffer page, BasePath basePath) {
    String base = BASE.replace("\"/\"", "\"" + basePath.href() + "\"");
    return Buffer.buffer(page.toString().replace(BASE, base));
  }

  /** Adds the routes. To be called last: a page answers every other address. */
  public void mount(Router router) {
    if (page == null) {
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
        .handler(this::index)
        .handler(StaticHandler.create(directory).setIncludeHidden(false).setCachingEnabled(false))
        .handler(this::page);
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

  private void index(RoutingContext context) {
    String path = basePath.strip(context.normalizedPath());
    if (path.equals("/") || path.equals(INDEX)) {
      serve(context);
    } else {
      context.next();
    }
  }

  private void page(RoutingContext context) {
    String path = basePath.strip(context.normalizedPath());
    if (NO_PAGE.matcher(path).matches() || FILE.matcher(path).matches()) {
      context.next();
    } else {
      serve(context);
    }
  }

  private void serve(RoutingContext context) {
    Buffer body = Objects.requireNonNull(page);
    HttpServerResponse response =
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8");
    if (context.request().method().equals(HttpMethod.HEAD)) {
      // Vert.x would send the body.
      response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length())).end();
    } else {
      response.end(body);
    }
  }
}
