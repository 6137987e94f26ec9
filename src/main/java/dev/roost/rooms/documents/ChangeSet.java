package dev.roost.rooms.documents;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A change of a text. As JSON it is an array of parts that cover the whole text: {@code n} keeps n
 * units, {@code [n]} deletes them, and {@code [n, "line", …]} has the lines in their place.
 */
public final class ChangeSet {
  private final List<Part> parts;

  /**
   * The change of a range of the text.
   *
   * @param length how many
   * @param inserted what is in their place, or null if they are kept
   */
  private record Part(int length, @Nullable String inserted) {}

  private ChangeSet(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Reads a change.
   *
   * @throws EditRefusedException if it is none, or would bring into the text what must not be there
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static ChangeSet of(JsonNode json) throws EditRefusedException {
    if (!json.isArray()) {
      throw EditRefusedException.invalid();
    }
    List<Part> parts = new ArrayList<>(json.size());
    for (JsonNode part : json) {
      if (part.isArray() && !part.isEmpty()) {
        parts.add(new Part(length(part.get(0)), lines(part)));
      } else {
        parts.add(new Part(length(part), null));
      }
    }
    return new ChangeSet(List.copyOf(parts));
  }

  private static int length(JsonNode number) throws EditRefusedException {
    if (!number.isIntegralNumber() || !number.canConvertToInt() || number.intValue() < 0) {
      throw EditRefusedException.invalid();
    }
    return number.intValue();
  }

  private static String lines(JsonNode part) throws EditRefusedException {
    StringJoiner joined = new StringJoiner("\n");
    for (int i = 1; i < part.size(); i++) {
      String line = part.get(i).textValue();
      // A line break within a line would be counted differently by those who load the text later.
      if (line == null || line.indexOf('\n') >= 0 || !DocumentText.isClean(line)) {
        throw EditRefusedException.invalid();
      }
      joined.add(line);
    }
    return joined.toString();
  }

  /** The smallest single replacement that makes one text of the other. */
  public static ChangeSet between(String before, String after) {
    int shorter = Math.min(before.length(), after.length());
    int start = 0;
    while (start < shorter && before.charAt(start) == after.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && before.charAt(before.length() - 1 - end) == after.charAt(after.length() - 1 - end)) {
      end++;
    }
    // No half of a surrogate pair is inserted without the other.
    if (isWithinPair(before, start) || isWithinPair(after, start)) {
      start--;
    }
    if (isWithinPair(before, before.length() - end) || isWithinPair(after, after.length() - end)) {
      end--;
    }
    List<Part> parts = new ArrayList<>(3);
    keep(parts, start);
    int deleted = before.length() - start - end;
    String inserted = after.substring(start, after.length() - end);
    if (deleted > 0 || !inserted.isEmpty()) {
      parts.add(new Part(deleted, inserted));
    }
    keep(parts, end);
    return new ChangeSet(List.copyOf(parts));
  }

  private static void keep(List<Part> parts, int length) {
    if (length > 0) {
      parts.add(new Part(length, null));
    }
  }

  private static boolean isWithinPair(String text, int position) {
    return position > 0
        && position < text.length()
        && Character.isSurrogatePair(text.charAt(position - 1), text.charAt(position));
  }

  /** How many units it brings into the text. */
  public long insertedLength() {
    return parts.stream()
        .map(Part::inserted)
        .mapToLong(inserted -> inserted == null ? 0 : inserted.length())
        .sum();
  }

  /** How long a text must be to be changed by this. */
  public long length() {
    return parts.stream().mapToLong(Part::length).sum();
  }

  /**
   * The text afterwards.
   *
   * @throws EditRefusedException if this is for a text of another length
   */
  public String apply(String text) throws EditRefusedException {
    if (length() != text.length()) {
      throw EditRefusedException.invalid();
    }
    StringBuilder changed = new StringBuilder(text.length() + 16);
    int position = 0;
    for (Part part : parts) {
      int end = position + part.length;
      if (part.inserted == null) {
        changed.append(text, position, end);
      } else {
        changed.append(part.inserted);
      }
      position = end;
    }
    return changed.toString();
  }

  /** As JSON has it: numbers, and lists of a number and lines. */
  @JsonValue
  public List<Object> json() {
    return parts.stream().map(ChangeSet::json).toList();
  }

  private static Object json(Part part) {
    if (part.inserted == null) {
      return part.length;
    }
    List<Object> replacement = new ArrayList<>();
    replacement.add(part.length);
    if (!part.inserted.isEmpty()) {
      replacement.addAll(Arrays.asList(part.inserted.split("\n", -1)));
    }
    return replacement;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChangeSet that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return json().toString();
  }
}
