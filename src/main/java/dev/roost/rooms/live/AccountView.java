package dev.roost.rooms.live;

import dev.roost.channel.CsrfCheck;
import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import dev.roost.rooms.users.User;
import java.util.Objects;

/** A view of a signed-in user. It ends when their token expires. */
abstract class AccountView extends LiveView {
  final LivePaths paths;
  User user = new User(0, "", "", "");
  String csrfToken = "";

  private enum Timer {
    TOKEN_EXPIRED
  }

  AccountView(LivePaths paths) {
    this.paths = paths;
  }

  @Override
  protected void mount(Mount mount) {
    user = mount.get(RequireSignIn.USER, User.class);
    csrfToken = Objects.requireNonNull(mount.session(CsrfCheck.PARAM, String.class));
    long expiresAt = Objects.requireNonNull(mount.session(LiveSession.EXPIRES_AT, Long.class));
    postAfter(Math.max(1, expiresAt - System.currentTimeMillis()), Timer.TOKEN_EXPIRED);
  }

  @Override
  protected void handleInfo(Object message) {
    if (message == Timer.TOKEN_EXPIRED) {
      putFlash("info", "Your sign-in has expired.");
      redirect(LivePaths.SIGN_IN);
    } else {
      super.handleInfo(message);
    }
  }
}
