package dev.roost.live;

import dev.roost.channel.Params;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A path with the view that is there. */
final class LiveRoute {
  private final RoutePattern pattern;
  private final Supplier<? extends LiveView> view;
  private final LiveSession session;
  private volatile @Nullable Class<?> type;

  LiveRoute(RoutePattern pattern, Supplier<? extends LiveView> view, LiveSession session) {
    this.pattern = pattern;
    this.view = view;
    this.session = session;
  }

  RoutePattern pattern() {
    return pattern;
  }

  LiveSession session() {
    return session;
  }

  LiveView newView() {
    LiveView made = view.get();
    type = made.getClass();
    return made;
  }

  /** Whether another route has the same view in the same live session. */
  boolean isSameView(LiveRoute other) {
    return this == other || (session == other.session && type() == other.type());
  }

  private Class<?> type() {
    Class<?> known = type;
    return known == null ? newView().getClass() : known;
  }

  /**
   * A URL that belongs to a route.
   *
   * @param params of the path and the query
   */
  record Match(LiveRoute route, Params params, LiveUri uri) {
    LiveView newView() {
      return route.newView();
    }
  }
}
