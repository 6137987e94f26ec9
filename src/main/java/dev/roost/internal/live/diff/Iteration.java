package dev.roost.internal.live.diff;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.PCollection;

/** The entries of what a loop goes over. */
final class Iteration {
  private static final @Nullable Object[] NONE = {};

  private Iteration() {}

  /** A snapshot of a collection, an array, a map's entries or null. */
  static @Nullable Object[] items(@Nullable Object source) {
    if (source == null) {
      return NONE;
    }
    if (source instanceof Collection<?> collection) {
      return collection.isEmpty() ? NONE : collection.toArray();
    }
    if (source instanceof Map<?, ?> map) {
      return map.entrySet().toArray();
    }
    if (source instanceof Optional<?> optional) {
      return optional.isPresent() ? new Object[] {optional.get()} : NONE;
    }
    if (source instanceof Object[] array) {
      return Arrays.copyOf(array, array.length, Object[].class);
    }
    if (source instanceof Iterable<?> iterable) {
      List<@Nullable Object> list = new ArrayList<>();
      iterable.forEach(list::add);
      return list.toArray();
    }
    return boxed(source);
  }

  private static @Nullable Object[] boxed(Object array) {
    @Nullable Object[] items = new @Nullable Object[Array.getLength(array)];
    for (int i = 0; i < items.length; i++) {
      items[i] = Array.get(array, i);
    }
    return items;
  }

  /** Whether the collection can never hold other items than now. */
  static boolean isImmutable(@Nullable Object source) {
    return source != null
        && (source.getClass().getName().startsWith("java.util.ImmutableCollections$")
            || source instanceof PCollection<?>);
  }
}
