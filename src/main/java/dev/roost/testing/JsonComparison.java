package dev.roost.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares JSON values, and tells where they differ. */
final class JsonComparison {
  /** More would not be read. */
  private static final int MAX_DIFFERENCES = 20;

  private static final String NOTHING = "nothing";
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final boolean subset;
  private final List<Difference> found = new ArrayList<>();

  private JsonComparison(boolean subset) {
    this.subset = subset;
  }

  /**
   * Compares.
   *
   * @param subset whether the actual objects may have more members
   */
  static List<Difference> compare(JsonNode expected, JsonNode actual, boolean subset) {
    JsonComparison comparison = new JsonComparison(subset);
    comparison.compare("$", expected, actual);
    return comparison.found;
  }

  private void compare(String path, JsonNode expected, JsonNode actual) {
    if (expected.isObject() && actual.isObject()) {
      compareMembers(path, expected, actual);
    } else if (expected.isArray() && actual.isArray()) {
      compareElements(path, expected, actual);
    } else if (!areEqual(expected, actual)) {
      differ(path, expected, actual);
    }
  }

  private void compareMembers(String path, JsonNode expected, JsonNode actual) {
    Iterator<String> names = expected.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (actual.has(name)) {
        compare(member(path, name), expected.get(name), actual.get(name));
      } else {
        differ(member(path, name), expected.get(name), null);
      }
    }
    if (!subset) {
      Iterator<String> present = actual.fieldNames();
      while (present.hasNext()) {
        String name = present.next();
        if (!expected.has(name)) {
          differ(member(path, name), null, actual.get(name));
        }
      }
    }
  }

  private static String member(String path, String name) {
    return PLAIN_NAME.matcher(name).matches() ? path + "." + name : path + "[\"" + name + "\"]";
  }

  private void compareElements(String path, JsonNode expected, JsonNode actual) {
    for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
      String element = path + "[" + i + "]";
      if (i < expected.size() && i < actual.size()) {
        compare(element, expected.get(i), actual.get(i));
      } else {
        differ(element, expected.get(i), actual.get(i));
      }
    }
  }

  private static boolean areEqual(JsonNode expected, JsonNode actual) {
    if (expected.isNumber() && actual.isNumber()) {
      return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
    }
    return expected.equals(actual);
  }

  private void differ(String path, @Nullable JsonNode expected, @Nullable JsonNode actual) {
    if (found.size() < MAX_DIFFERENCES) {
      found.add(new Difference(path, text(expected), text(actual)));
    }
  }

  private static String text(@Nullable JsonNode value) {
    return value == null ? NOTHING : value.toString();
  }
}
