package dev.roost.rooms.live;

import dev.roost.auth.TokenRefusedException;
import dev.roost.live.Mount;
import dev.roost.live.OnMount;
import dev.roost.rooms.auth.TokenUsers;
import io.vertx.core.Future;

/** Finds the account of a visitor, or sends them to the sign-in page. */
final class RequireSignIn implements OnMount {
  /** The key under which views find the {@link dev.roost.rooms.users.User}. */
  static final String USER = "user";

  private final TokenUsers tokens;

  RequireSignIn(TokenUsers tokens) {
    this.tokens = tokens;
  }

  @Override
  public void onMount(Mount mount) {
    String token = mount.session(LiveSession.TOKEN, String.class);
    if (token == null) {
      mount.redirect(LivePaths.SIGN_IN);
      return;
    }
    mount.hold(
        tokens
            .find(token)
            .<Void>map(
                found -> {
                  mount.assign(USER, found.user());
                  return null;
                })
            .recover(failure -> refuse(mount, failure)));
  }

  private static Future<Void> refuse(Mount mount, Throwable failure) {
    if (!(failure instanceof TokenRefusedException)) {
      return Future.failedFuture(failure);
    }
    mount.redirect(LivePaths.SIGN_IN);
    return Future.succeededFuture();
  }
}
