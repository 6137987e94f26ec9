package dev.roost.rooms.chats;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.users.Participant;
import dev.roost.rooms.users.User;
import dev.roost.rooms.users.UserColor;
import org.jspecify.annotations.Nullable;

/**
 * The meta of a person present in a chat, under the key of their id.
 *
 * @param away true while they are away, else null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChatMember(
    @JsonProperty("first_name") String firstName,
    @JsonProperty("last_name") String lastName,
    String email,
    @JsonProperty("user_id") long userId,
    boolean typing,
    String color,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean away) {

  /** The meta of this user. */
  public static ChatMember of(User user, Participant.State state) {
    return new ChatMember(
        user.firstName(),
        user.lastName(),
        user.email(),
        user.id(),
        state.typing(),
        UserColor.of(user.id()),
        state.away() ? true : null);
  }
}
