package dev.roost.rooms.unread;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A message, as the servers tell each other for those who are not in its room.
 *
 * @param userId the author's account; null for a guest
 */
public record NewMessage(
    String topic,
    long id,
    String author,
    @JsonProperty("user_id") @Nullable Long userId,
    String text) {}
