package dev.roost.rooms.users;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Where users are kept. Safe for any thread. */
public interface Users {

  /** The user, if there is one with this id. */
  Future<Optional<User>> find(long id);

  /** All users, by id. */
  Future<List<User>> all();
}
