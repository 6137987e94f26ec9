package dev.roost.rooms.users;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Stores the users. Safe for any thread. */
public interface Users {

  /** The user, if there is one with this id. */
  Future<Optional<User>> find(long id);

  /** The first users, by id. */
  Future<List<User>> first(int limit);

  /** The account with this e-mail address, in whatever case. */
  Future<Optional<Account>> withEmail(String email);

  /** Whether there is an account that is shown by a name which looks like this one. */
  Future<Boolean> hasAccountNamed(String name);

  /**
   * Adds a user.
   *
   * @return fails with an {@link EmailTakenException} if there is one with the address
   */
  Future<User> add(NewUser user);
}
