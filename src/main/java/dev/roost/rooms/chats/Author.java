package dev.roost.rooms.chats;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.users.User;

/** What others may know of a user. */
public record Author(
    long id,
    @JsonProperty("first_name") String firstName,
    @JsonProperty("last_name") String lastName) {

  /** What others may know of this user. */
  public static Author of(User user) {
    return new Author(user.id(), user.firstName(), user.lastName());
  }
}
