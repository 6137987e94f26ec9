package dev.roost.rooms.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.sessions.SessionTokens;
import dev.roost.rooms.signin.ClientAddress;
import dev.roost.rooms.signin.SignInGuard;
import dev.roost.rooms.signin.SignInRefusedException;
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
  private final SignInGuard guard;

  private record SignedIn(@JsonProperty("jwt") String token, User user) {}

  /**
   * Accounts of these users.
   *
   * @param tokens null where this server only checks the tokens that others make
   */
  public AccountRoutes(
      Users users, Passwords passwords, @Nullable SessionTokens tokens, SignInGuard guard) {
    this.users = users;
    this.passwords = passwords;
    this.tokens = tokens;
    this.guard = guard;
  }

  void register(RoutingContext context) {
    if (cannotIssue(context)) {
      return;
    }
    Form.read(context, "user")
        .flatMap(form -> RegistrationForm.read(context, form))
        .ifPresent(
            registration -> {
              ClientAddress client = guard.client(context.request());
              guard
                  .register(client, () -> add(registration))
                  .compose(user -> remembered(user, client))
                  .compose(this::signedIn)
                  .onSuccess(signedIn -> Answers.created(context, signedIn))
                  .onFailure(failure -> notRegistered(context, failure));
            });
  }

  private Future<User> add(RegistrationForm registration) {
    return passwords
        .hash(registration.password())
        .compose(
            hash ->
                users.add(
                    new NewUser(
                        registration.firstName(),
                        registration.lastName(),
                        registration.email(),
                        hash)));
  }

  private Future<User> remembered(User user, ClientAddress client) {
    return guard.succeeded(user.id(), user.email(), client).map(user);
  }

  private static void notRegistered(RoutingContext context, Throwable failure) {
    if (failure instanceof EmailTakenException) {
      Answers.errors(context, List.of(Map.of("email", "Email has already been taken")));
    } else {
      failed(context, failure);
    }
  }

  private static void failed(RoutingContext context, Throwable failure) {
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
            form -> {
              String email = form.raw("email").strip();
              String password = form.raw("password");
              if (isPossible(email, password)) {
                signIn(context, email, password);
              } else {
                // It costs nothing, and counts for nothing.
                answer(context, Optional.empty());
              }
            });
  }

  private void signIn(RoutingContext context, String email, String password) {
    ClientAddress client = guard.client(context.request());
    guard
        .signIn(email, client, () -> account(email, password))
        .compose(
            found ->
                found
                    .map(user -> remembered(user, client).map(Optional::of))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty())))
        .onSuccess(found -> answer(context, found))
        .onFailure(failure -> failed(context, failure));
  }

  /** No account has another e-mail address or password. */
  private static boolean isPossible(String email, String password) {
    return !email.isEmpty()
        && email.length() <= RegistrationForm.MAX_EMAIL
        && !password.isEmpty()
        && password.length() <= RegistrationForm.MAX_PASSWORD;
  }

  private Future<Optional<User>> account(String email, String password) {
    return users
        .withEmail(email)
        .compose(
            found ->
                passwords
                    .check(found.map(Account::passwordHash).orElse(null), password)
                    .map(right -> right ? found.map(Account::user) : Optional.empty()));
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
}
