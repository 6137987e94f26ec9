package dev.roost;

import java.util.List;
import java.util.Locale;

/**
 * Chooses the parameters and members of payloads that may be logged, Phoenix's {@code
 * filter_parameters}. Immutable.
 *
 * <p>A value is shown as {@code [FILTERED]} if its key contains one of the words, in whatever case,
 * or if it is a text with such a word and an equals sign in it.
 */
public final class ParameterFilter {
  /**
   * The words under which credentials are sent. Phoenix's default has {@code password}, and {@code
   * token} since 1.8.7; {@code jwt}, {@code secret}, {@code authorization} and {@code cookie} are
   * beyond it.
   */
  public static final ParameterFilter DEFAULT =
      discard(List.of("password", "token", "jwt", "secret", "authorization", "cookie"));

  private final List<String> words;
  private final boolean keep;

  private ParameterFilter(List<String> words, boolean keep) {
    this.words = words;
    this.keep = keep;
  }

  /** Hides the values of keys that contain one of the words. */
  public static ParameterFilter discard(List<String> words) {
    return new ParameterFilter(
        words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList(), false);
  }

  /** Hides the values of all keys but these. */
  public static ParameterFilter keep(List<String> keys) {
    return new ParameterFilter(List.copyOf(keys), true);
  }

  /** The words that hide a value, in lower case, or the keys whose values are shown. */
  public List<String> words() {
    return words;
  }

  /** Whether {@link #words} are the keys whose values are shown. */
  public boolean keeps() {
    return keep;
  }
}
