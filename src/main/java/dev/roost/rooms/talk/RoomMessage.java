package dev.roost.rooms.talk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.messages.NoReactions;
import dev.roost.rooms.messages.Reactions;
import org.jspecify.annotations.Nullable;

/**
 * A message of a room.
 *
 * @param id null for a message that is not kept
 * @param author the author's name in the room
 * @param guest whether the author has no account
 * @param userId the author's account; null for a guest
 * @param lastInitial the first letter of the author's last name; null for a guest
 * @param insertedAt when, in the form of ISO 8601
 * @param clientId what the author's client named it by, if it did
 * @param editedAt when it was edited last, in the form of ISO 8601; null if it was not
 */
public record RoomMessage(
    @Nullable Long id,
    String room,
    String author,
    boolean guest,
    @JsonProperty("user_id") @Nullable Long userId,
    @JsonProperty("last_initial") @Nullable String lastInitial,
    String content,
    @JsonProperty("inserted_at") String insertedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("client_id") @Nullable String clientId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("edited_at") @Nullable String editedAt,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NoReactions.class)
        Reactions reactions) {}
