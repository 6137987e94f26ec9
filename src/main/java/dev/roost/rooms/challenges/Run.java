package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.roost.rooms.chats.Author;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run of a challenge's text in the browser of a participant, as all in the room see it.
 *
 * @param startedAt in the form of ISO 8601
 * @param ms how long the program ran; nothing before it ended
 * @param results of the test cases so far; null for a run without test cases
 */
public record Run(
    String id,
    Author user,
    Language language,
    @JsonProperty("started_at") String startedAt,
    Status status,
    @Nullable Long ms,
    List<Chunk> output,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<CaseResult> results) {

  /** Copies the output and the results. */
  public Run {
    output = List.copyOf(output);
    results = results == null ? null : List.copyOf(results);
  }

  Run ended(
      Status end, @Nullable Long duration, List<Chunk> written, List<CaseResult> caseResults) {
    return new Run(
        id,
        user,
        language,
        startedAt,
        end,
        duration,
        written,
        results == null ? null : caseResults);
  }

  /** How a run is, or how it ended. */
  public enum Status {
    /** It is running. */
    RUNNING,
    /** The program came to its end. */
    OK,
    /** The program ended by an error. */
    ERROR,
    /** The participant ended it. */
    STOPPED,
    /** It took too long. */
    TIME_LIMIT,
    /** It wrote too much. */
    OUTPUT_LIMIT,
    /** The runtime of the language could not be started. */
    FAILED,
    /** The participant is gone. */
    LOST;

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

  /** The output stream of a program. */
  public enum Stream {
    OUT,
    ERR;

    /** As clients name it. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A part of what a program wrote. */
  public record Chunk(Stream stream, String text) {}
}
