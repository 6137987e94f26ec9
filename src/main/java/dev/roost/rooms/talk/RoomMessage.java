package dev.roost.rooms.talk;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said in a room.
 *
 * @param id null for a message that is not kept
 * @param author the name that they had there
 * @param guest whether the author has no account
 * @param userId the author's account; null for a guest
 * @param lastInitial the first letter of the author's last name; null for a guest
 * @param insertedAt when, in the form of ISO 8601
 */
public record RoomMessage(
    @Nullable Long id,
    String room,
    String author,
    boolean guest,
    @JsonProperty("user_id") @Nullable Long userId,
    @JsonProperty("last_initial") @Nullable String lastInitial,
    String content,
    @JsonProperty("inserted_at") String insertedAt) {}
