package dev.roost.internal.live.template;

import java.util.Collection;
import java.util.Comparator;

/** Finds known names that are similar to a wrong one. */
public final class NearNames {
  private NearNames() {}

  /** The end of an error message: the nearest name, or all of them if there are few. */
  public static String suggestion(String wrong, Collection<String> names) {
    int limit = Math.max(1, wrong.length() / 2);
    return names.stream()
        .distinct()
        .filter(name -> distance(wrong, name) <= limit)
        .min(Comparator.<String>comparingInt(name -> distance(wrong, name)).thenComparing(n -> n))
        .map(name -> "; did you mean " + name + "?")
        .orElseGet(() -> all(names));
  }

  private static String all(Collection<String> names) {
    return names.isEmpty() || names.size() > 20
        ? ""
        : "; there is " + String.join(", ", names.stream().distinct().sorted().toList());
  }

  private static int distance(String a, String b) {
    String from = HtmlRules.lower(a);
    String to = HtmlRules.lower(b);
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int substitution = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
