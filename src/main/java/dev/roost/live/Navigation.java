package dev.roost.live;

/** A navigation that a callback of a view requests. */
sealed interface Navigation {
  /** The same view with other parameters: its URL changes, {@code handleParams} is called. */
  record Patch(String to, boolean replace) implements Navigation {}

  /** Another view of the same live session, over the same connection. */
  record Navigate(String to, boolean replace) implements Navigation {}

  /** A page load. */
  record Redirect(String to) implements Navigation {}

  /** The path, or the URL of a redirect to elsewhere. */
  String to();

  /** How the browser's history changes, in the protocol's words. */
  static String kind(boolean replace) {
    return replace ? "replace" : "push";
  }
}
