package dev.roost.rooms.lists;

import dev.roost.rooms.names.SearchKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The text of a search: words that must all occur, also as parts of words.
 *
 * @param words their keys
 */
public record SearchText(List<String> words) {
  /** Finds everything. */
  public static final SearchText NONE = new SearchText(List.of());

  /** The length of a search, in characters. */
  public static final int MAX_CHARACTERS = 100;

  /** The words beyond are one with the last. */
  private static final int MAX_WORDS = 5;

  /** Copies the words. */
  public SearchText {
    words = List.copyOf(words);
  }

  /** The words of a text. */
  public static SearchText of(String text) {
    String key = SearchKey.of(text);
    return key.isEmpty() ? NONE : new SearchText(Arrays.asList(key.split(" ", MAX_WORDS)));
  }

  /** Whether a text has all the words. */
  public boolean matches(String text) {
    String key = SearchKey.of(text);
    return words.stream().allMatch(key::contains);
  }

  /** The condition that an expression of keys has all the words, or nothing for no words. */
  public String condition(String keys) {
    return IntStream.range(0, words.size())
        .mapToObj(i -> " AND " + keys + " LIKE #{word" + i + "} ESCAPE '!'")
        .collect(Collectors.joining());
  }

  /** The parameters of {@link #condition}. */
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      parameters.put("word" + i, "%" + escaped(words.get(i)) + "%");
    }
    return parameters;
  }

  private static String escaped(String word) {
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
