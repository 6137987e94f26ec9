package dev.roost.rooms.talk;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What somebody said in a room.
 *
 * @param author the name that they had there
 * @param insertedAt when, in the form of ISO 8601
 */
public record RoomMessage(
    long id,
    String room,
    String author,
    String content,
    @JsonProperty("inserted_at") String insertedAt) {}
