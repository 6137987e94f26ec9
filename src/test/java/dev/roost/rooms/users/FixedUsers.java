package dev.roost.rooms.users;

import dev.roost.rooms.names.NameKey;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** A fixed set of users. */
public record FixedUsers(List<User> users) implements Users {

  @Override
  public Future<Optional<User>> find(long id) {
    return Future.succeededFuture(users.stream().filter(user -> user.id() == id).findFirst());
  }

  @Override
  public Future<List<User>> first(int limit) {
    return Future.succeededFuture(users.stream().limit(limit).toList());
  }

  @Override
  public Future<Optional<Account>> withEmail(String email) {
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public Future<Boolean> hasAccountNamed(String name) {
    return Future.succeededFuture(
        users.stream()
            .anyMatch(
                user ->
                    NameKey.ofAccount(user.firstName(), user.lastName())
                        .contains(NameKey.of(name))));
  }

  @Override
  public Future<User> add(NewUser user) {
    return Future.failedFuture(new EmailTakenException());
  }
}
