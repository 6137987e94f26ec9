package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a room tells its clients. */
final class RoomEvents {
  static final String USER_JOINED = "user:joined";
  static final String RESPONSE_UPDATED = "response:updated";
  static final String LANGUAGE_UPDATED = "language:updated";
  static final String MESSAGE_CREATED = "chat:message_created";

  private RoomEvents() {}

  /** With the reply to a join, {@link #RESPONSE_UPDATED} and {@link #MESSAGE_CREATED}. */
  record WholeChallenge(Challenge challenge) {}

  /** With {@link #USER_JOINED}. */
  record ChallengeState(@JsonProperty("challenge_state") ChosenLanguage state) {
    static ChallengeState of(Challenge challenge) {
      return new ChallengeState(new ChosenLanguage(challenge.language()));
    }
  }

  /** With {@link #LANGUAGE_UPDATED}. */
  record ChosenLanguage(Language language) {}
}
