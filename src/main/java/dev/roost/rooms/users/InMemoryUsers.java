package dev.roost.rooms.users;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Users that are there from the start and never change. */
public final class InMemoryUsers implements Users {
  private final TreeMap<Long, User> byId = new TreeMap<>();

  /** With these users. */
  public InMemoryUsers(Collection<User> users) {
    users.forEach(user -> byId.put(user.id(), user));
  }

  @Override
  public Future<Optional<User>> find(long id) {
    return Future.succeededFuture(Optional.ofNullable(byId.get(id)));
  }

  @Override
  public Future<List<User>> all() {
    return Future.succeededFuture(List.copyOf(byId.values()));
  }
}
