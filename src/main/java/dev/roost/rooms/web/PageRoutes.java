package dev.roost.rooms.web;

import dev.roost.proxy.BasePath;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

  /** Paths for programs, not for people. */
  private static final Pattern NO_PAGE =
      Pattern.compile("/(api|socket|live|dev|assets|health|metrics|dashboard|admin)(/.*)?");

  /** But rooms may be called so, too. */
  private static final Pattern FILE = Pattern.compile("(?!/rooms/).*\\.[^/]*");

  /** A page with its own code, which the common code would request one round trip later. */
  private static final Pattern CHALLENGE = Pattern.compile("/challenges/[0-9]+/?");

  private static final String CHALLENGE_ENTRY = "src/challenges/ChallengeRoom.tsx";

  /** Below it are the files that the build names by a hash of their content. */
  static final String ASSETS = "/assets/";

  private static final String WEBSOCKET = "websocket";
  private static final String INDEX = "/index.html";

  /** The frame in which the page runs the code of participants. */
  private static final String RUNNER = "/runner.html";

  private static final String MAY_BE_KEPT =
      "public, immutable, max-age=" + TimeUnit.DAYS.toSeconds(365);
  private static final String ASK_NEXT_TIME = "no-cache";

  /** As the build leaves it in the page. */
  private static final String BASE = "<base href=\"/\" />";

  private final BasePath basePath;

  /** By path. Empty if the page was not built. */
  private final Map<String, PageFile> files;

  /** Has the browser load the code of a challenge with the page. */
  private final Optional<String> preload;

  private PageRoutes(BasePath basePath, Map<String, PageFile> files) {
    this.basePath = basePath;
    this.files = files;
    this.preload =
        entry(CHALLENGE_ENTRY)
            .map(
                challenge ->
                    challenge.modules().stream()
                        .map(module -> "<" + basePath.href() + module + ">; rel=modulepreload")
                        .collect(Collectors.joining(", ")));
  }

  /**
   * Looks for the page.
   *
   * @param directory where it is, on the class path or below the working directory
   * @param basePath where clients find the server
   */
  public static Future<PageRoutes> in(Vertx vertx, String directory, BasePath basePath) {
    return vertx
        .fileSystem()
        .exists(directory + INDEX)
        .compose(
            built ->
                built
                    ? PageFiles.in(vertx, directory)
                    : Future.succeededFuture(Map.<String, PageFile>of()))
        .map(files -> new PageRoutes(basePath, withBase(files, basePath)));
  }

  /** The build leaves the page with a base of its own, so its compressed forms are of no use. */
  private static Map<String, PageFile> withBase(Map<String, PageFile> files, BasePath basePath) {
    PageFile page = files.get(INDEX);
    if (page == null) {
      return files;
    }
    String base = BASE.replace("\"/\"", "\"" + basePath.href() + "\"");
    Buffer changed = Buffer.buffer(page.text().replace(BASE, base));
    Map<String, PageFile> all = new HashMap<>(files);
    all.put(
        INDEX, PageFile.of(INDEX, Map.of(PageFile.IDENTITY, PageFile.Variant.of(INDEX, changed))));
    return Map.copyOf(all);
  }

  /**
   * The files that such a page loads.
   *
   * @param entry the source file that the build began with, such as {@code src/live.ts}
   * @return nothing if the page was not built
   */
  public Optional<PageEntry> entry(String entry) {
    return Optional.ofNullable(files.get(PageEntry.MANIFEST))
        .map(manifest -> PageEntry.in(manifest.text(), entry));
  }

  /** Adds the routes. To be called last: a page answers every other address. */
  public void mount(Router router) {
    if (files.isEmpty()) {
      router.get().handler(PageRoutes::notBuilt);
      return;
    }
    router
        .route()
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(PageRoutes::refuseWebSockets)
        .handler(this::file)
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

  private void file(RoutingContext context) {
    String path = basePath.strip(context.normalizedPath());
    PageFile file = files.get(path.equals("/") ? INDEX : path);
    if (file == null) {
      context.next();
    } else {
      if (path.equals(RUNNER)) {
        SecurityHeaders.forRunner(context.response());
      }
      serve(context, file, path.startsWith(ASSETS) ? MAY_BE_KEPT : ASK_NEXT_TIME);
    }
  }

  private void page(RoutingContext context) {
    String path = basePath.strip(context.normalizedPath());
    if (NO_PAGE.matcher(path).matches() || FILE.matcher(path).matches()) {
      context.next();
    } else {
      if (CHALLENGE.matcher(path).matches()) {
        preload.ifPresent(links -> context.response().putHeader("link", links));
      }
      serve(context, Objects.requireNonNull(files.get(INDEX)), ASK_NEXT_TIME);
    }
  }

  private static void serve(RoutingContext context, PageFile file, String cacheControl) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
    file.serve(context);
  }
}
