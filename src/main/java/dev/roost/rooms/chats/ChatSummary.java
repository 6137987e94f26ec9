package dev.roost.rooms.chats;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.roost.rooms.lists.RoomFacts;

/** A chat in a list, without what was said. */
public record ChatSummary(
    long id, @JsonProperty("room_name") String roomName, @JsonUnwrapped RoomFacts facts) {}
