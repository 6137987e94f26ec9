package dev.roost.live;

import dev.roost.Rate;
import dev.roost.live.LiveRoute.Match;
import dev.roost.live.html.TrustedHtml;
import dev.roost.proxy.BasePath;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The place of a view: its route, its live session, its parent and its nested views. */
final class Placement {
  private final LiveRoutes routes;
  private final Visitor visitor;
  private final String id;
  private final String liveSession;
  private final @Nullable Match match;
  private final Map<String, TrustedHtml> nested = new HashMap<>();

  /**
   * A place.
   *
   * @param match the route of the page's main view; null for a nested view
   */
  Placement(
      LiveRoutes routes, Visitor visitor, String id, String liveSession, @Nullable Match match) {
    this.routes = routes;
    this.visitor = visitor;
    this.id = id;
    this.liveSession = liveSession;
    this.match = match;
  }

  BasePath basePath() {
    return routes.endpoint().basePath();
  }

  String liveSession() {
    return liveSession;
  }

  /** The view at a URL, or null. */
  @Nullable Match match(String url) {
    return routes.table().match(url);
  }

  /** Whether a URL is of this view. */
  boolean isOwn(Match other) {
    return match != null && other.route().isSameView(match.route());
  }

  /**
   * The parameters that a patch leads to.
   *
   * @throws IllegalStateException if it leads to another view, or this one is nested
   */
  Match patchTarget(String path) {
    if (match == null) {
      throw new IllegalStateException(
          "a nested view has no URL of its own to patch; use pushNavigate");
    }
    Match target = match(path);
    if (target == null || !isOwn(target)) {
      throw new IllegalStateException(
          "a patch stays at "
              + match.route().pattern()
              + ", but "
              + path
              + " is another view; use pushNavigate");
    }
    return target;
  }

  /** The element of a view within this one; the same each time, so that it is sent once. */
  TrustedHtml nested(Nested child) {
    return nested.computeIfAbsent(
        child.id(), unknown -> visitor.place(routes, child, id, liveSession));
  }

  LiveComponent newComponent(Class<? extends LiveComponent> type) {
    return routes.newComponent(type);
  }

  Uploads newUploads() {
    return new Uploads(routes.endpoint().vertx(), routes.uploadBudget(), routes.counters());
  }

  /** Whether pages load this file now; the URL is as the browser shows it. */
  boolean isStaticFile(String url) {
    try {
      String path = new URI(url).getPath();
      return path != null && routes.staticFiles().contains(basePath().strip(path));
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  UploadBudget uploadBudget() {
    return routes.uploadBudget();
  }

  LiveMetrics metrics() {
    return routes.counters();
  }

  /** How many events the view may get; null for any number. */
  @Nullable Rate eventRate() {
    return routes.eventRate();
  }

  /** The mark that the visitor's tokens have. */
  String owner() {
    return visitor.owner();
  }

  /** The view has ended, and those within it with it. */
  void ended(LiveProcess process) {
    visitor.ended(process);
  }
}
