package dev.roost.rooms.chats;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.users.User;

/** The public data of a user. */
public record Author(
    long id,
    @JsonProperty("first_name") String firstName,
    @JsonProperty("last_name") String lastName) {

  /** The public data of this user. */
  public static Author of(User user) {
    return new Author(user.id(), user.firstName(), user.lastName());
  }
}
