package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.chats.MessageLog;

/** The chat of a challenge. */
public record ChallengeChat(
    long id, @JsonProperty("challenge_id") long challengeId, MessageLog messages) {

  ChallengeChat withMessages(MessageLog others) {
    return new ChallengeChat(id, challengeId, others);
  }
}
