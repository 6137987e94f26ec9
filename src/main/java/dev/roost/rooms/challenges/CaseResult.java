package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.roost.rooms.documents.DocumentText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The result of a test case, as the browser of a participant tells it. It has the texts of the case
 * at that time: the case may change later. Immutable.
 *
 * @param actual the beginning of what the program wrote
 * @param ms how long the program ran
 */
public record CaseResult(
    @JsonProperty("case_id") long caseId,
    String name,
    String expected,
    String actual,
    Status status,
    long ms) {

  /** How a case ended. */
  public enum Status {
    /** The program wrote what is expected. */
    PASSED,
    /** The program wrote something else. */
    FAILED,
    /** The program ended by an error. */
    ERROR,
    /** The program took too long. */
    TIME_LIMIT,
    /** The program wrote too much. */
    OUTPUT_LIMIT;

    /** As clients name it. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The status of that word, if there is one. */
    public static Optional<Status> named(String word) {
      return Arrays.stream(values()).filter(status -> status.word().equals(word)).findFirst();
    }
  }

  int bytes() {
    return DocumentText.utf8Length(name)
        + DocumentText.utf8Length(expected)
        + DocumentText.utf8Length(actual);
  }
}
