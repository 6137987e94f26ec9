package dev.roost.rooms.access;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a room: a challenge has a title, a prompt and a language, a chat has a name. In a
 * change, null stands for what stays.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RoomText(
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long id,
    @Nullable String title,
    @Nullable String prompt,
    @Nullable String language,
    @JsonProperty("room_name") @Nullable String roomName) {

  /** A change of a challenge. */
  public static RoomText ofChallenge(@Nullable String title, @Nullable String prompt) {
    return new RoomText(0, title, prompt, null, null);
  }

  /** A change of a chat. */
  public static RoomText ofChat(@Nullable String roomName) {
    return new RoomText(0, null, null, null, roomName);
  }

  boolean isEmpty() {
    return title == null && prompt == null && roomName == null;
  }
}
