package dev.roost.rooms.lists;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a list of rooms that an account asks for.
 *
 * @param userId lists what this account may open
 * @param archived whether to list the archived rooms, or the others
 * @param language only challenges in this language; null for all
 * @param after the position that the part begins behind; null for the first part
 * @param limit how many rooms at most
 */
public record ListQuery(
    long userId,
    boolean archived,
    Show show,
    Sort sort,
    SearchText search,
    @Nullable String language,
    @Nullable ListPosition after,
    int limit) {

  /** Which rooms to list, by the membership of the account. */
  public enum Show {
    /** All that the account may open. */
    ALL,
    /** Those that it owns. */
    OWN,
    /** Those that it is a member of, and does not own. */
    SHARED;

    /** The value of this name in a query. */
    public static Optional<Show> named(String word) {
      return byName(values(), word);
    }
  }

  /** In which order to list rooms. */
  public enum Sort {
    /** By id: the oldest room first. */
    OLDEST,
    /** The newest room first. */
    NEWEST,
    /** The room first that somebody wrote in last. */
    ACTIVE;

    /** The value of this name in a query. */
    public static Optional<Sort> named(String word) {
      return byName(values(), word);
    }

    /** Whether the id of a room says where it is in the list. */
    public boolean isById() {
      return this != ACTIVE;
    }
  }

  private static <E extends Enum<E>> Optional<E> byName(E[] values, String word) {
    return Arrays.stream(values)
        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }

  /** The rooms that are not archived, by id. */
  public static ListQuery byId(long userId, long after, int limit) {
    return new ListQuery(
        userId,
        false,
        Show.ALL,
        Sort.OLDEST,
        SearchText.NONE,
        null,
        new ListPosition(0, after),
        limit);
  }
}
