package dev.roost.rooms.chats;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What somebody said in a chat.
 *
 * @param insertedAt when, in the form of ISO 8601
 */
public record ChatMessage(
    long id,
    @JsonProperty("chat_id") long chatId,
    Author user,
    String content,
    @JsonProperty("inserted_at") String insertedAt) {}
