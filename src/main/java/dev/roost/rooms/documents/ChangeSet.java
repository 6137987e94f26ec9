package dev.roost.rooms.documents;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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

  /** Goes over the parts of a change and of the one that it is rebased on, side by side. */
  private static final class Rebase {
    private final Cursor mine;
    private final Cursor theirs;
    private final List<Part> rebased = new ArrayList<>();

    /** Whether the text that the present part of mine inserts is in the result already. */
    private boolean isInserted;

    Rebase(List<Part> mine, List<Part> theirs) {
      this.mine = new Cursor(mine);
      this.theirs = new Cursor(theirs);
    }

    ChangeSet run() {
      while (!mine.isDone() || !theirs.isDone()) {
        if (mine.keeps() && theirs.keeps()) {
          int both = Math.min(mine.length, theirs.length);
          keepUnits(both);
          forward(both);
          theirs.forward(both);
        } else if (theirs.changes() && theirsIsFirst()) {
          passTheirs();
        } else {
          passMine();
        }
      }
      return new ChangeSet(List.copyOf(rebased));
    }

    private boolean theirsIsFirst() {
      return !mine.changes() || isInserted || (mine.isAtStart() && theirs.length <= mine.length);
    }

    // Units that they deleted are gone already. Text that this change inserts among them stays.
    private void passTheirs() {
      keepUnits(theirs.inserted().length());
      for (int left = theirs.length; left > 0; ) {
        int covered = Math.min(mine.length, left);
        if (mine.changes() && mine.length == covered) {
          insertMine(0);
        }
        forward(covered);
        left -= covered;
      }
      theirs.next();
    }

    // Ends at their next insertion, because this change does not delete text that it never saw.
    private void passMine() {
      int deleted = 0;
      int left = mine.length;
      while (left > 0) {
        if (theirs.keeps()) {
          int covered = Math.min(left, theirs.length);
          deleted += covered;
          left -= covered;
          theirs.forward(covered);
        } else if (theirs.inserted().isEmpty() && theirs.length < left) {
          left -= theirs.length;
          theirs.next();
        } else {
          break;
        }
      }
      insertMine(deleted);
      forward(mine.length - left);
    }

    private void keepUnits(int length) {
      addKept(rebased, length);
    }

    private void insertMine(int deleted) {
      String text = isInserted ? "" : mine.inserted();
      if (deleted > 0 || !text.isEmpty()) {
        rebased.add(new Part(deleted, text));
      }
      isInserted = true;
    }

    private void forward(int length) {
      if (mine.forward(length)) {
        isInserted = false;
      }
    }
  }

  /** A place in the parts of a change. */
  private static final class Cursor {
    private final List<Part> parts;
    private int index = -1;

    /** What is left of the present part. */
    private int length;

    Cursor(List<Part> parts) {
      this.parts = parts;
      next();
    }

    boolean isDone() {
      return index == parts.size();
    }

    boolean keeps() {
      return !isDone() && parts.get(index).inserted == null;
    }

    boolean changes() {
      return !isDone() && parts.get(index).inserted != null;
    }

    boolean isAtStart() {
      return length == parts.get(index).length;
    }

    String inserted() {
      return Objects.requireNonNull(parts.get(index).inserted);
    }

    /** Returns whether another part begins there. */
    boolean forward(int by) {
      if (by < length) {
        length -= by;
        return false;
      }
      next();
      return true;
    }

    void next() {
      do {
        index++;
        length = isDone() ? 0 : parts.get(index).length;
      } while (length == 0 && keeps());
    }
  }

  private ChangeSet(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Reads a change. Parts that change nothing become one, or none.
   *
   * @throws EditRefusedException if it is none, or would bring into the text what must not be there
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static ChangeSet of(JsonNode json) throws EditRefusedException {
    if (!json.isArray()) {
      throw EditRefusedException.invalid();
    }
    List<Part> parts = new ArrayList<>();
    for (JsonNode part : json) {
      if (part.isArray() && !part.isEmpty()) {
        String inserted = lines(part);
        int length = length(part.get(0));
        // Without parts that do nothing: a client could have any number of them stored for free.
        if (length > 0 || !inserted.isEmpty()) {
          parts.add(new Part(length, inserted));
        }
      } else {
        addKept(parts, length(part));
      }
    }
    return new ChangeSet(List.copyOf(parts));
  }

  private static void addKept(List<Part> parts, int length) {
    int last = parts.size() - 1;
    boolean follows = last >= 0 && parts.get(last).inserted == null;
    if (follows && (long) parts.get(last).length + length <= Integer.MAX_VALUE) {
      parts.set(last, new Part(parts.get(last).length + length, null));
    } else {
      keep(parts, length);
    }
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

  /** The number of its parts. */
  int size() {
    return parts.size();
  }

  /**
   * This change for the text after another change of the same text. Where both insert, the other's
   * text comes first. Equals what CodeMirror's {@code ChangeSet.map} makes of both, because the
   * editor that sent this one rebases it, too.
   *
   * @throws EditRefusedException if the other is for a text of another length
   */
  ChangeSet rebase(ChangeSet other) throws EditRefusedException {
    if (length() != other.length()) {
      throw EditRefusedException.invalid();
    }
    return new Rebase(parts, other.parts).run();
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
