package dev.roost.rooms.talk;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The payload of {@code new_msg}, in the shapes of both versions of the original application. */
record NewMessage(
    RoomMessage message, String body, String author, @JsonProperty("sent_at") String sentAt) {
  private static final int TIME = "2026-01-31T".length();
  private static final int TIME_END = "2026-01-31T12:34".length();

  static NewMessage of(RoomMessage message) {
    return new NewMessage(
        message,
        message.content(),
        message.author(),
        message.insertedAt().substring(TIME, TIME_END));
  }
}
