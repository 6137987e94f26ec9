package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What somebody said in a chat. */
public record ChatMessage(
    long id, @JsonProperty("chat_id") long chatId, Author user, String content) {}
