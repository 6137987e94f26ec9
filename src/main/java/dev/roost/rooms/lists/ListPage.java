package dev.roost.rooms.lists;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some rooms of a list.
 *
 * @param next the position behind which the list goes on, or null if these are the last
 */
public record ListPage<T>(List<T> items, @Nullable ListPosition next) {

  /** With something else for each room. */
  public <R> ListPage<R> map(Function<T, R> item) {
    return new ListPage<>(items.stream().map(item).toList(), next);
  }
}
