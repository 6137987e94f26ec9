package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A language that a response can be in. */
public enum Language {
  RUBY,
  JAVASCRIPT,
  SWIFT,
  PYTHON,
  PHP,
  ERLANG,
  JAVA,
  KOTLIN,
  TYPESCRIPT,
  GO,
  CSHARP,
  CPP,
  RUST,
  SQL,
  HTML,
  MARKDOWN;

  /** As clients name it, such as {@code ruby}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * An SQL expression of the text by which lists find a language: its word, and its name where that
   * is another.
   *
   * @param column the column with the word
   */
  static String searchKeys(String column) {
    return "CASE "
        + column
        + " WHEN 'csharp' THEN 'csharp c#' WHEN 'cpp' THEN 'cpp c++' ELSE "
        + column
        + " END";
  }

  /** The language of that word, if there is one. */
  public static Optional<Language> named(String word) {
    return Arrays.stream(values()).filter(language -> language.word().equals(word)).findFirst();
  }
}
