package dev.roost.rooms.lists;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in a list of rooms.
 *
 * @param time when the room was active last; 0 in lists by id
 * @param id the room's id
 */
public record ListPosition(long time, long id) {
  private static final Pattern TEXT = Pattern.compile("(?:([0-9]{1,18})-)?([0-9]{1,19})");

  /** Reads what {@link #json} wrote; nothing if that is no position in a list of this order. */
  public static Optional<ListPosition> parse(String text, ListQuery.Sort sort) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches() || (parts.group(1) == null) != sort.isById()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ListPosition(
              sort.isById() ? 0 : Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))));
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  /** The position as clients see it: the id, where that is enough. */
  public Object json(ListQuery.Sort sort) {
    return sort.isById() ? id : time + "-" + id;
  }
}
