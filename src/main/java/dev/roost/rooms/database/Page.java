package dev.roost.rooms.database;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a list.
 *
 * @param items by id
 * @param next the id after which the list goes on, or null if these are the last
 */
public record Page<T>(List<T> items, @Nullable Long next) {

  /** Of one item more than the page has, if there is one. */
  public static <T> Page<T> of(
      List<T> itemsAndOneMore, int size, java.util.function.ToLongFunction<T> id) {
    if (itemsAndOneMore.size() <= size) {
      return new Page<>(itemsAndOneMore, null);
    }
    List<T> items = itemsAndOneMore.subList(0, size);
    return new Page<>(List.copyOf(items), id.applyAsLong(items.get(size - 1)));
  }
}
