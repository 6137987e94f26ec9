package dev.roost.rooms.live;

import dev.roost.channel.CsrfCheck;
import dev.roost.live.LiveEvent;
import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import dev.roost.live.Template;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /live/sign-in}. The form is posted to {@link SignInRoutes}, as only an HTTP answer can set
 * the session's cookie. It works without the page's script, too.
 */
final class SignInView extends LiveView {
  private static final Template<SignInView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <main class="narrow">
            <form id="sign-in" class="card form" method="post" action={paths.session} phx-change="validate" data-testid="sign-in">
              <h1>Sign in</h1>
              <.notices flash={flash}/>
              <input type="hidden" name="_csrf_token" value={csrfToken}>
              <.field label="E-mail" id="email" name="user[email]" type="email" value={form.email} autocomplete="username" error={emailError}/>
              <.field label="Password" id="password" name="user[password]" type="password" value={form.password} autocomplete="current-password"/>
              <button class="button primary" data-testid="submit">Sign in</button>
              <p class="quiet">New here? <a href={paths.signUp} data-phx-link="redirect" data-phx-link-state="push" data-testid="to-sign-up">Create an account</a></p>
              <p :if={resetsByMail} class="quiet"><a href={paths.forgotPassword} data-testid="forgot-password">Forgot your password?</a></p>
            </form>
          </main>
          """,
          Ui.class);

  /** The values of the form. */
  record Form(String email, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return "Form[" + email + "]";
    }
  }

  final LivePaths paths;
  final boolean resetsByMail;
  String csrfToken = "";
  Form form = new Form("", "");
  @Nullable String emailError;

  SignInView(LivePaths paths, boolean resetsByMail) {
    this.paths = paths;
    this.resetsByMail = resetsByMail;
    on("validate", "user", Form.class, this::validate);
  }

  @Override
  protected void mount(Mount mount) {
    title("Sign in");
    csrfToken = Objects.requireNonNull(mount.session(CsrfCheck.PARAM, String.class));
  }

  private void validate(Form filledIn, LiveEvent event) {
    form = filledIn;
    boolean wrong = !filledIn.email().contains("@") && !event.isUnused("user", "email");
    emailError = wrong ? "has invalid format" : null;
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
