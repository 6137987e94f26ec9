package dev.roost.dashboard;

import dev.roost.channel.CsrfCheck;
import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import dev.roost.live.Template;
import java.lang.invoke.MethodHandles;
import java.util.Objects;

/** The form that takes the key. The browser posts it, as only HTTP's answers can set cookies. */
final class SignInView extends LiveView {
  private static final Template<SignInView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <main class="sign-in">
            <form id="sign-in" method="post" action={paths.signIn} data-testid="sign-in">
              <h1>Roost</h1>
              <.notices flash={flash}/>
              <input type="hidden" name="_csrf_token" value={csrfToken}>
              <label for="key">Key</label>
              <input id="key" name="key" type="password" autocomplete="current-password" required data-testid="key">
              <button data-testid="submit">Sign in</button>
            </form>
          </main>
          """,
          Ui.class);

  final Paths paths;
  String csrfToken = "";

  SignInView(Paths paths) {
    this.paths = paths;
  }

  @Override
  protected void mount(Mount mount) {
    title("Sign in");
    csrfToken = Objects.requireNonNullElse(mount.session(CsrfCheck.PARAM, String.class), "");
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
