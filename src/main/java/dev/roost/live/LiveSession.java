package dev.roost.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Routes among which a page may go without a page load, and the hooks that run before each mount of
 * their views. Mirrors {@code live_session}: going from one live session to another always loads
 * the page, so that its HTTP checks run.
 */
public final class LiveSession {
  private final String name;
  private final LiveRoutes owner;
  private final List<OnMount> hooks = new ArrayList<>();

  LiveSession(String name, LiveRoutes owner) {
    this.name = name;
    this.owner = owner;
  }

  /** Adds a hook, which runs after those added before. */
  public LiveSession onMount(OnMount hook) {
    hooks.add(Objects.requireNonNull(hook));
    return this;
  }

  /**
   * Adds a view.
   *
   * @param path such as {@code /chats/:id}
   * @param view makes an instance for each mount
   */
  public LiveSession live(String path, Supplier<? extends LiveView> view) {
    owner.add(new LiveRoute(RoutePattern.of(path), Objects.requireNonNull(view), this));
    return this;
  }

  String name() {
    return name;
  }

  List<OnMount> hooks() {
    return List.copyOf(hooks);
  }
}
