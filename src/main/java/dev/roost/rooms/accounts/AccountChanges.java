package dev.roost.rooms.accounts;

import dev.roost.Endpoint;
import dev.roost.rooms.access.LinkToken;
import dev.roost.rooms.access.RoomAccess;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.sessions.Sessions;
import dev.roost.rooms.signin.Accounts;
import dev.roost.rooms.signin.ClientAddress;
import dev.roost.rooms.users.User;
import io.vertx.core.Future;

/**
 * The changes that people make to their own accounts. Passwords are checked as often as signing in
 * allows: beyond, requests fail with a {@link dev.roost.rooms.signin.SignInRefusedException}. Safe
 * for any thread.
 */
public final class AccountChanges {
  private final Endpoint endpoint;
  private final SqlAccountChanges rows;
  private final Accounts accounts;
  private final Sessions sessions;
  private final RoomAccess rooms;

  /** Of these accounts. */
  public AccountChanges(
      Endpoint endpoint,
      Database database,
      Accounts accounts,
      Sessions sessions,
      RoomAccess rooms) {
    this.endpoint = endpoint;
    this.rows = new SqlAccountChanges(database);
    this.accounts = accounts;
    this.sessions = sessions;
    this.rooms = rooms;
  }

  /** Changes a name. The account's connections close, and come back under the new name. */
  public Future<User> rename(User user, String firstName, String lastName) {
    return rows.rename(user.id(), firstName, lastName)
        .map(new User(user.id(), firstName, lastName, user.email()))
        .onSuccess(renamed -> endpoint.disconnect("users_socket:" + user.id()));
  }

  /**
   * Changes a password and ends all sessions of the account.
   *
   * @return false, and nothing is changed, if the current password is another
   */
  public Future<Boolean> changePassword(
      User user, String current, String next, ClientAddress client) {
    return isPassword(user, current, client)
        .compose(
            right ->
                right
                    ? accounts
                        .hash(next, client)
                        .compose(hash -> rows.setPassword(user.id(), hash))
                        .compose(set -> sessions.endAll(user.id()))
                        .map(true)
                    : Future.succeededFuture(false));
  }

  private Future<Boolean> isPassword(User user, String password, ClientAddress client) {
    return accounts
        .signIn(user.email(), password, client)
        .map(found -> found.filter(other -> other.id() == user.id()).isPresent());
  }

  /**
   * Sets a password by the token of a link, which ends, and ends all sessions of the account.
   *
   * @return false, and nothing is changed, if the link has ended
   */
  public Future<Boolean> reset(String token, String password, ClientAddress client) {
    String tokenHash = LinkToken.hash(token);
    return rows.userOfReset(tokenHash)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(false)
                    : accounts
                        .hash(password, client)
                        .compose(hash -> rows.reset(tokenHash, found.get(), hash))
                        .compose(
                            reset ->
                                reset
                                    ? sessions.endAll(found.get()).map(true)
                                    : Future.succeededFuture(false)));
  }

  /**
   * Deletes an account: the rooms that it alone owns, its messages, and all that is known of the
   * person.
   *
   * @return false, and nothing is changed, if the password is another
   */
  public Future<Boolean> delete(User user, String password, ClientAddress client) {
    return isPassword(user, password, client)
        .compose(
            right ->
                right
                    ? rooms
                        .deleteOwnedBy(user.id())
                        .compose(deleted -> rows.delete(user.id()))
                        .compose(deleted -> sessions.endAll(user.id()))
                        .map(true)
                    : Future.succeededFuture(false));
  }
}
