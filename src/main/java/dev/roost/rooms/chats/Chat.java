package dev.roost.rooms.chats;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A chat that has a room of its own. */
public record Chat(long id, @JsonProperty("room_name") String roomName, MessageLog messages) {

  /** The same with other messages. */
  public Chat withMessages(MessageLog others) {
    return new Chat(id, roomName, others);
  }
}
