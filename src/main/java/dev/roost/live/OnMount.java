package dev.roost.live;

/**
 * Runs before the mount of each view of a live session: to find out who the visitor is, or to send
 * them to a sign-in page. Mirrors {@code on_mount} of {@code live_session}.
 *
 * <pre>{@code
 * session("users", users -> users.onMount(mount -> {
 *   User user = mount.session("user", User.class);
 *   if (user == null) {
 *     mount.redirect("/sign-in");
 *   } else {
 *     mount.assign("user", user);
 *   }
 * }))
 * }</pre>
 */
@FunctionalInterface
public interface OnMount {
  /** On the event loop, must not block; work that takes time goes through {@link Mount#hold}. */
  void onMount(Mount mount);
}
