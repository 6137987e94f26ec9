package dev.roost.rooms.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.CsrfCheck;
import dev.roost.live.LiveEvent;
import dev.roost.live.LiveView;
import dev.roost.live.Mount;
import dev.roost.live.Template;
import dev.roost.rooms.signin.Accounts;
import dev.roost.rooms.signin.ClientAddress;
import dev.roost.rooms.users.EmailTakenException;
import dev.roost.rooms.users.Registration;
import io.vertx.core.Future;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /live/sign-up}. The view adds the account. Then the page posts the form to {@link
 * SignInRoutes}, which signs in.
 */
final class SignUpView extends LiveView {
  private static final Template<SignUpView> TEMPLATE =
      Template.of(
          MethodHandles.lookup(),
          """
          <main class="narrow">
            <form id="sign-up" class="card form" method="post" action={paths.session} phx-change="validate" phx-submit="register" phx-trigger-action={registered} data-testid="sign-up">
              <h1>Create an account</h1>
              <.notices flash={flash}/>
              <input type="hidden" name="_csrf_token" value={csrfToken}>
              <.field label="First name" id="first-name" name="user[first_name]" type="text" value={form.firstName} autocomplete="given-name" error={errors.first_name}/>
              <.field label="Last name" id="last-name" name="user[last_name]" type="text" value={form.lastName} autocomplete="family-name" error={errors.last_name}/>
              <.field label="E-mail" id="email" name="user[email]" type="email" value={form.email} autocomplete="username" error={errors.email}/>
              <.field label="Password" id="password" name="user[password]" type="password" value={form.password} autocomplete="new-password" error={errors.password}/>
              <.field label="Password again" id="password-confirmation" name="user[password_confirmation]" type="password" value={form.confirmation} autocomplete="new-password" error={errors.password_confirmation}/>
              <button class="button primary" phx-disable-with="Creating the account…" data-testid="submit">Create account</button>
              <p class="quiet">You have one? <a href={paths.signIn} data-phx-link="redirect" data-phx-link-state="push">Sign in</a></p>
            </form>
          </main>
          """,
          Ui.class);

  /** The values of the form. */
  record Form(
      @JsonProperty("first_name") String firstName,
      @JsonProperty("last_name") String lastName,
      String email,
      String password,
      @JsonProperty("password_confirmation") String confirmation) {
    Registration check() {
      return Registration.check(firstName, lastName, email, password, confirmation);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "Form[" + email + "]";
    }
  }

  private final Accounts accounts;
  private @Nullable ClientAddress client;
  final LivePaths paths;
  String csrfToken = "";
  Form form = new Form("", "", "", "", "");
  Map<String, String> errors = Map.of();
  boolean registered;

  SignUpView(LivePaths paths, Accounts accounts) {
    this.paths = paths;
    this.accounts = accounts;
    on("validate", "user", Form.class, this::validate);
    on("register", "user", Form.class, (filledIn, event) -> register(filledIn));
  }

  @Override
  protected void mount(Mount mount) {
    title("Create an account");
    csrfToken = Objects.requireNonNull(mount.session(CsrfCheck.PARAM, String.class));
    ConnectInfo.PeerData peer = mount.connectInfo().peerData();
    client = peer == null ? null : ClientAddress.of(peer.address());
  }

  private void validate(Form filledIn, LiveEvent event) {
    form = filledIn;
    Map<String, String> shown = new HashMap<>(filledIn.check().errors());
    shown.keySet().removeIf(field -> event.isUnused("user", field));
    errors = shown;
  }

  private void register(Form filledIn) {
    form = filledIn;
    Registration registration = filledIn.check();
    errors = registration.errors();
    if (registration.isValid()) {
      hold(
          accounts
              .register(registration, Objects.requireNonNull(client))
              .<Void>map(
                  user -> {
                    registered = true;
                    return null;
                  })
              .recover(this::refused));
    }
  }

  private Future<Void> refused(Throwable failure) {
    if (failure instanceof EmailTakenException) {
      errors = Map.of("email", "has already been taken");
    } else {
      putFlash("error", Refusals.text(failure, "The account could not be made."));
    }
    return Future.succeededFuture();
  }

  @Override
  protected Template<?> template() {
    return TEMPLATE;
  }
}
