package dev.roost.rooms.signin;

import dev.roost.rooms.documents.DocumentText;
import dev.roost.rooms.users.Account;
import dev.roost.rooms.users.NewUser;
import dev.roost.rooms.users.Passwords;
import dev.roost.rooms.users.Registration;
import dev.roost.rooms.users.User;
import dev.roost.rooms.users.Users;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Registers accounts and checks passwords, as often as the guard allows. Safe for any thread. */
public final class Accounts {
  private final Users users;
  private final Passwords passwords;
  private final SignInGuard guard;

  /** Accounts of these users. */
  public Accounts(Users users, Passwords passwords, SignInGuard guard) {
    this.users = users;
    this.passwords = passwords;
    this.guard = guard;
  }

  /** The address by which attempts of this request's client count. */
  public ClientAddress client(HttpServerRequest request) {
    return guard.client(request);
  }

  /**
   * Registers an account.
   *
   * @param registration without errors
   * @return fails with a {@link SignInRefusedException} if the client may not, and with an {@link
   *     dev.roost.rooms.users.EmailTakenException} if there is an account with the address
   */
  public Future<User> register(Registration registration, ClientAddress client) {
    return guard.register(client, () -> add(registration)).compose(user -> remember(user, client));
  }

  private Future<User> add(Registration registration) {
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

  private Future<User> remember(User user, ClientAddress client) {
    return guard.succeeded(user.id(), user.email(), client).map(user);
  }

  /**
   * Finds the account with this address and password.
   *
   * @return fails with a {@link SignInRefusedException} if the client may not try
   */
  public Future<Optional<User>> signIn(String email, String password, ClientAddress client) {
    if (!isPossible(email, password)) {
      // It costs nothing, and counts for nothing.
      return Future.succeededFuture(Optional.empty());
    }
    return guard
        .signIn(email, client, () -> account(email, password))
        .compose(
            found ->
                found
                    .map(user -> remember(user, client).map(Optional::of))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  /**
   * The hash to store of a new password.
   *
   * @return fails with a {@link SignInRefusedException} if the client may not try
   */
  public Future<String> hash(String password, ClientAddress client) {
    return guard.attempt(client, () -> passwords.hash(password));
  }

  /** No account has another e-mail address or password. */
  private static boolean isPossible(String email, String password) {
    return !email.isEmpty()
        && email.length() <= Registration.MAX_EMAIL
        && DocumentText.utf8Length(email) >= 0
        && !password.isEmpty()
        && password.length() <= Registration.MAX_PASSWORD;
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
}
