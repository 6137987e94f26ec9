package dev.roost.rooms.lists;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.access.Role;
import dev.roost.rooms.access.Visibility;
import org.jspecify.annotations.Nullable;

/**
 * The properties that lists show of challenges and chats alike.
 *
 * @param role what the account that the list is for may do in it
 * @param author who created it; null if that account is gone or is not known
 * @param insertedAt when it was created, in the form of ISO 8601
 * @param activeAt when somebody wrote in it last, in the form of ISO 8601
 */
public record RoomFacts(
    Visibility visibility,
    Role role,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Creator author,
    @JsonProperty("inserted_at") String insertedAt,
    @JsonProperty("active_at") String activeAt) {

  /** The account that created a room. */
  public record Creator(
      long id,
      @JsonProperty("first_name") String firstName,
      @JsonProperty("last_name") String lastName) {}
}
