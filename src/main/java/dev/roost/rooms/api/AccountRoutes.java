package dev.roost.rooms.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.sessions.SessionTokens;
import dev.roost.rooms.signin.Accounts;
import dev.roost.rooms.signin.SignInRefusedException;
import dev.roost.rooms.users.EmailTakenException;
import dev.roost.rooms.users.Registration;
import dev.roost.rooms.users.User;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registering, signing in and out. */
public final class AccountRoutes {
  private final Accounts accounts;
  private final @Nullable SessionTokens tokens;

  private record SignedIn(@JsonProperty("jwt") String token, User user) {}

  /**
   * Of these accounts.
   *
   * @param tokens null where this server only checks the tokens that others make
   */
  public AccountRoutes(Accounts accounts, @Nullable SessionTokens tokens) {
    this.accounts = accounts;
    this.tokens = tokens;
  }

  void register(RoutingContext context) {
    if (cannotIssue(context)) {
      return;
    }
    Form.read(context, "user")
        .flatMap(form -> registration(context, form))
        .ifPresent(
            registration ->
                accounts
                    .register(registration, accounts.client(context.request()))
                    .compose(this::signedIn)
                    .onSuccess(signedIn -> Answers.created(context, signedIn))
                    .onFailure(failure -> notRegistered(context, failure)));
  }

  private static Optional<Registration> registration(RoutingContext context, Form form) {
    Registration registration =
        Registration.check(
            form.raw("first_name"),
            form.raw("last_name"),
            form.raw("email"),
            form.raw("password"),
            form.raw("password_confirmation"));
    registration.errors().forEach(form::wrong);
    return form.isValid(context) ? Optional.of(registration) : Optional.empty();
  }

  private static void notRegistered(RoutingContext context, Throwable failure) {
    if (failure instanceof EmailTakenException) {
      Answers.errors(context, List.of(Map.of("email", "Email has already been taken")));
    } else {
      failed(context, failure);
    }
  }

  static void failed(RoutingContext context, Throwable failure) {
    if (!(failure instanceof SignInRefusedException refused)) {
      context.fail(failure);
    } else if (refused.isBusy()) {
      Answers.busy(context);
    } else {
      Answers.tooManyAttempts(context, refused.secondsToWait());
    }
  }

  void signIn(RoutingContext context) {
    if (cannotIssue(context)) {
      return;
    }
    Form.read(context, "session")
        .ifPresent(
            form ->
                accounts
                    .signIn(
                        form.raw("email").strip(),
                        form.raw("password"),
                        accounts.client(context.request()))
                    .onSuccess(found -> answer(context, found))
                    .onFailure(failure -> failed(context, failure)));
  }

  private void answer(RoutingContext context, Optional<User> found) {
    if (found.isPresent()) {
      signedIn(found.get())
          .onSuccess(signedIn -> Answers.created(context, signedIn))
          .onFailure(context::fail);
    } else {
      Answers.error(context, 422, "Invalid email or password");
    }
  }

  void currentUser(RoutingContext context) {
    context.json(Map.of("user", Authentication.userOf(context)));
  }

  private Future<SignedIn> signedIn(User user) {
    return Objects.requireNonNull(tokens).issue(user).map(token -> new SignedIn(token, user));
  }

  private boolean cannotIssue(RoutingContext context) {
    if (tokens == null) {
      noTokens(context);
      return true;
    }
    return false;
  }

  /** Answers a client if another server has the accounts. */
  static void noTokens(RoutingContext context) {
    Answers.error(context, 501, "This server makes no tokens, it only checks them");
  }
}
