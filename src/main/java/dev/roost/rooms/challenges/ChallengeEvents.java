package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.access.Access;
import dev.roost.rooms.access.Role;
import dev.roost.rooms.chats.ChatMessage;
import dev.roost.rooms.documents.Update;
import dev.roost.rooms.users.Participant;
import dev.roost.rooms.users.User;
import dev.roost.rooms.users.UserColor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events for clients in the room of a challenge. */
final class ChallengeEvents {
  static final String USER_JOINED = "user:joined";
  static final String RESPONSE_UPDATED = "response:updated";
  static final String LANGUAGE_UPDATED = "language:updated";
  static final String MESSAGE_CREATED = "chat:message_created";
  static final String DOCUMENT_UPDATES = "document:updates";
  static final String CURSOR_UPDATED = "cursor:updated";
  static final String CURSOR_GONE = "cursor:gone";
  static final String LINE_POINTED = "line:pointed";
  static final String RUN_STARTED = "run:started";
  static final String RUN_OUTPUT = "run:output";
  static final String RUN_FINISHED = "run:finished";
  static final String RUN_RESULT = "run:result";
  static final String CASE_SAVED = "case:saved";
  static final String CASE_DELETED = "case:deleted";
  static final String PRESENCE_STATE = "presence_state";

  private ChallengeEvents() {}

  /** With {@link #RESPONSE_UPDATED}, and {@link #MESSAGE_CREATED} to clients with whole texts. */
  record WholeChallenge(Challenge challenge) {}

  /** With the reply to a join of an editor. */
  record WithDocument(Challenge challenge, Object document, Access access, @Nullable Run run) {}

  /** With {@link #USER_JOINED}. */
  record LanguageState(@JsonProperty("challenge_state") ChosenLanguage state) {
    static LanguageState of(Language language) {
      return new LanguageState(new ChosenLanguage(language));
    }
  }

  /** With {@link #LANGUAGE_UPDATED}. */
  record ChosenLanguage(Language language) {}

  /** With {@link #MESSAGE_CREATED}. */
  record CreatedMessage(ChatMessage message) {}

  /**
   * With {@link #DOCUMENT_UPDATES}.
   *
   * @param version the one before the first update
   */
  record DocumentUpdates(long version, List<Update> updates) {}

  /** With {@link #RUN_STARTED}, and in the reply to {@code run:pull}. */
  record ToldRun(@Nullable Run run) {}

  /** With {@link #RUN_OUTPUT}. */
  record RunOutput(String id, List<Run.Chunk> chunks) {}

  /** With {@link #RUN_FINISHED}. */
  record FinishedRun(String id, Run.Status status, @Nullable Long ms) {}

  /** With {@link #RUN_RESULT}. */
  record RunResult(String id, CaseResult result) {}

  /** In the reply to {@code case:pull}. */
  record AllCases(List<TestCase> cases) {}

  /** With {@link #CASE_SAVED}, and in the reply to {@code case:save}. */
  record SavedCase(@JsonProperty("case") TestCase testCase) {}

  /** With {@link #CASE_DELETED}. */
  record DeletedCase(long id) {}

  /** The event about the participants. */
  record Present(
      boolean typing,
      @JsonProperty("first_name") String firstName,
      @JsonProperty("last_name") String lastName,
      @JsonProperty("user_id") long userId,
      String color,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean away,
      Role role) {
    static Present of(User user, Participant.State state, Role role) {
      return new Present(
          state.typing(),
          user.firstName(),
          user.lastName(),
          user.id(),
          UserColor.of(user.id()),
          state.away(),
          role);
    }
  }

  /** With {@link #CURSOR_GONE}. */
  record GoneCursor(
      @JsonProperty("client_id") String clientId, @JsonProperty("user_id") long userId) {}
}
