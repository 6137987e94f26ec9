package dev.roost.rooms.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.sessions.SessionTokens;
import dev.roost.rooms.users.Account;
import dev.roost.rooms.users.EmailTakenException;
import dev.roost.rooms.users.NewUser;
import dev.roost.rooms.users.Passwords;
import dev.roost.rooms.users.User;
import dev.roost.rooms.users.Users;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registering, signing in and out. */
public final class AccountRoutes {
  private final Users users;
  private final Passwords passwords;
  private final @Nullable SessionTokens tokens;
  private final Attempts attempts;

  private record SignedIn(@JsonProperty("jwt") String token, User user) {}

  /**
   * Accounts of these users.
   *
   * @param tokens null where this server only checks the tokens that others make
   */
  public AccountRoutes(
      Users users, Passwords passwords, @Nullable SessionTokens tokens, Attempts attempts) {
    this.users = users;
    this.passwords = passwords;
    this.tokens = tokens;
    this.attempts = attempts;
  }

  void register(RoutingContext context) {
    if (cannotIssue(context)) {
      return;
    }
    Form.read(context, "user")
        .flatMap(form -> RegistrationForm.read(context, form))
        .ifPresent(
            registration -> {
              if (isTooOften(context, registration.email())) {
                return;
              }
              passwords
                  .hash(registration.password())
                  .compose(
                      hash ->
                          users.add(
                              new NewUser(
                                  registration.firstName(),
                                  registration.lastName(),
                                  registration.email(),
                                  hash)))
                  .compose(this::signedIn)
                  .onSuccess(signedIn -> Answers.created(context, signedIn))
                  .onFailure(failure -> notRegistered(context, failure));
            });
  }

  private static void notRegistered(RoutingContext context, Throwable failure) {
    if (failure instanceof EmailTakenException) {
      Answers.errors(context, List.of(Map.of("email", "Email has already been taken")));
    } else {
      context.fail(failure);
    }
  }

  void signIn(RoutingContext context) {
    if (cannotIssue(context)) {
      return;
    }
    Form.read(context, "session")
        .ifPresent(
            form -> {
              String email = form.raw("email").strip();
              if (!isTooOften(context, email)) {
                account(email, form.raw("password"))
                    .onSuccess(found -> answer(context, email, found))
                    .onFailure(context::fail);
              }
            });
  }

  private Future<Optional<User>> account(String email, String password) {
    boolean possible =
        email.length() <= RegistrationForm.MAX_EMAIL
            && password.length() <= RegistrationForm.MAX_PASSWORD;
    return possible
        ? users
            .withEmail(email)
            .compose(
                found ->
                    passwords
                        .check(found.map(Account::passwordHash).orElse(null), password)
                        .map(right -> right ? found.map(Account::user) : Optional.empty()))
        : Future.succeededFuture(Optional.empty());
  }

  private void answer(RoutingContext context, String email, Optional<User> found) {
    if (found.isPresent()) {
      attempts.succeeded(email);
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
    return java.util.Objects.requireNonNull(tokens)
        .issue(user)
        .map(token -> new SignedIn(token, user));
  }

  private boolean cannotIssue(RoutingContext context) {
    if (tokens == null) {
      Answers.error(context, 501, "This server makes no tokens, it only checks them");
      return true;
    }
    return false;
  }

  private boolean isTooOften(RoutingContext context, String email) {
    long seconds = attempts.secondsToWait(context.request().remoteAddress().hostAddress(), email);
    if (seconds > 0) {
      Answers.tooManyAttempts(context, seconds);
    }
    return seconds > 0;
  }
}
