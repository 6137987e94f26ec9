package dev.roost.rooms.chats;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A chat, without what was said. */
public record ChatName(long id, @JsonProperty("room_name") String roomName) {}
