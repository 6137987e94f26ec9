package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.users.User;

/** What others may know of a user. */
public record Author(long id, @JsonProperty("first_name") String firstName) {

  static Author of(User user) {
    return new Author(user.id(), user.firstName());
  }
}
