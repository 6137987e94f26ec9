package dev.roost.internal.live.diff;

import dev.roost.live.html.RenderException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A block for each item of a list, told apart by a key or by place: what the protocol calls a
 * comprehension.
 *
 * <p>If the block reads nothing but the item and its index, and the item cannot change, the state
 * holds the items and no rows: an item that is the same or equal is skipped, and the old row of one
 * that differs is evaluated again to be compared with.
 */
public final class Loop implements Dynamic {
  private static final byte[] KEYED = JsonText.ascii("\"k\":");
  private static final byte[] COUNT = JsonText.ascii("\"kc\":");
  private static final byte[] MOVED = JsonText.ascii("\"km\":true,");

  private final Expression source;
  private final Block block;
  private final int itemSlot;
  private final int indexSlot;
  private final @Nullable Expression key;
  private final boolean keepsRows;
  private final boolean readsIndex;
  private final String place;

  /**
   * @param itemSlot where the scope has the item
   * @param indexSlot where the scope has the index; negative if the loop does not name it
   * @param key null: by index
   * @param pure whether the block and the key read only the item and the index, and items are
   *     values that cannot change
   * @param place for error messages
   */
  public Loop(
      Expression source,
      Block block,
      int itemSlot,
      int indexSlot,
      @Nullable Expression key,
      boolean pure,
      String place) {
    this.source = source;
    this.block = block;
    this.itemSlot = itemSlot;
    this.indexSlot = indexSlot;
    this.key = key;
    this.keepsRows = !pure;
    this.readsIndex = indexSlot >= 0;
    this.place = place;
  }

  /** The entries that the client has. */
  private static final class State {
    /** The list itself if it can never change. */
    @Nullable Object list;

    @Nullable Object[] items;

    /** Null if the loop has no key, or keys are read from the items. */
    @Nullable Object @Nullable [] keys;

    /** Null if rows are read from the items. */
    @Nullable Object @Nullable [][] rows;

    State(@Nullable Object[] items) {
      this.items = items;
    }
  }

  @Override
  public void html(@Nullable Object[] scope, Render render, StringBuilder html) {
    @Nullable Object[] items = Iteration.items(source.get(scope));
    checkKeys(scope, items);
    for (int i = 0; i < items.length; i++) {
      enter(scope, items[i], i);
      block.html(scope, render, html);
    }
  }

  private void enter(@Nullable Object[] scope, @Nullable Object item, int index) {
    scope[itemSlot] = item;
    if (indexSlot >= 0) {
      scope[indexSlot] = index;
    }
  }

  private @Nullable Object key(@Nullable Object[] scope) {
    return key == null ? null : key.get(scope);
  }

  private void checkKeys(@Nullable Object[] scope, @Nullable Object[] items) {
    if (key != null) {
      Set<@Nullable Object> seen = new HashSet<>(2 * items.length);
      for (int i = 0; i < items.length; i++) {
        enter(scope, items[i], i);
        requireNew(key(scope), seen);
      }
    }
  }

  private void requireNew(@Nullable Object keyValue, Set<@Nullable Object> seen) {
    if (!seen.add(keyValue)) {
      throw new RenderException(place + ": two entries have the key " + keyValue, null);
    }
  }

  @Override
  public @Nullable Object first(@Nullable Object[] scope, Render render, DiffWriter out) {
    Object list = source.get(scope);
    @Nullable Object[] items = Iteration.items(list);
    if (items.length == 0) {
      out.string("");
      return null;
    }
    return firstItems(scope, render, list, items, out);
  }

  private State firstItems(
      @Nullable Object[] scope,
      Render render,
      @Nullable Object list,
      @Nullable Object[] items,
      DiffWriter out) {
    checkKeys(scope, items);
    State state = new State(items);
    state.list = Iteration.isImmutable(list) ? list : null;
    int count = items.length;
    if (keepsRows) {
      state.rows = new @Nullable Object[count][];
      state.keys = key == null ? null : new @Nullable Object[count];
    }
    out.beginObject();
    out.statics(block);
    out.raw(KEYED);
    out.beginObject();
    for (int i = 0; i < count; i++) {
      enter(scope, items[i], i);
      if (state.keys != null) {
        state.keys[i] = key(scope);
      }
      out.key(i);
      out.beginObject();
      @Nullable Object[] row = block.firstDynamics(scope, render, out);
      out.endObject();
      if (state.rows != null) {
        state.rows[i] = row;
      }
    }
    out.raw(COUNT);
    out.number(count);
    out.endObject();
    out.endObject();
    return state;
  }

  @Override
  public @Nullable Object next(
      @Nullable Object[] scope, Render render, @Nullable Object last, int index, DiffWriter out) {
    Object list = source.get(scope);
    if (last == null) {
      @Nullable Object[] items = Iteration.items(list);
      if (items.length == 0) {
        return null;
      }
      out.key(index);
      return firstItems(scope, render, list, items, out);
    }
    State state = (State) last;
    if (!keepsRows && state.list != null && state.list == list) {
      return state;
    }
    @Nullable Object[] items =
        state.list != null && state.list == list ? state.items : Iteration.items(list);
    new Change(scope, render, state, items, out).write(index);
    state.items = items;
    state.list = Iteration.isImmutable(list) ? list : null;
    return state;
  }

  /** One comparison of the items now with those that the client has. */
  private final class Change {
    private final @Nullable Object[] scope;
    private final Render render;
    private final State state;
    private final @Nullable Object[] items;
    private final @Nullable Object @Nullable [] keys;
    private final @Nullable Object @Nullable [][] rows;
    private final DiffWriter out;
    private @Nullable Map<@Nullable Object, Integer> oldPlaces;
    private boolean moved;

    Change(
        @Nullable Object[] scope,
        Render render,
        State state,
        @Nullable Object[] items,
        DiffWriter out) {
      this.scope = scope;
      this.render = render;
      this.state = state;
      this.items = items;
      this.out = out;
      this.rows = keepsRows ? new @Nullable Object[items.length][] : null;
      this.keys = keepsRows && key != null ? new @Nullable Object[items.length] : null;
    }

    void write(int index) {
      int start = out.mark();
      out.key(index);
      out.beginObject();
      out.raw(KEYED);
      out.beginObject();
      int inside = out.mark();
      int same = writeSamePlaces();
      if (same < items.length) {
        writeOthers(same);
      }
      if (out.mark() == inside && items.length == state.items.length) {
        out.rollback(start);
      } else {
        out.raw(COUNT);
        out.number(items.length);
        if (moved) {
          out.raw(MOVED);
        }
        out.endObject();
        out.endObject();
      }
      state.rows = rows;
      state.keys = keys;
    }

    /** The entries before the first whose key is another than that of the old entry there. */
    private int writeSamePlaces() {
      int limit = Math.min(items.length, state.items.length);
      for (int i = 0; i < limit; i++) {
        if (!keepsRows && items[i] == state.items[i]) {
          continue;
        }
        enter(scope, items[i], i);
        Object keyNow = key(scope);
        if (key != null && !Objects.equals(keyNow, oldKey(i))) {
          return i;
        }
        if (keys != null) {
          keys[i] = keyNow;
        }
        writeEntry(i, i);
      }
      return limit;
    }

    private @Nullable Object oldKey(int i) {
      if (state.keys != null) {
        return state.keys[i];
      }
      Object now = scope[itemSlot];
      Object indexNow = indexSlot >= 0 ? scope[indexSlot] : null;
      enter(scope, state.items[i], i);
      Object old = key(scope);
      scope[itemSlot] = now;
      if (indexSlot >= 0) {
        scope[indexSlot] = indexNow;
      }
      return old;
    }

    private void writeOthers(int from) {
      Map<@Nullable Object, Integer> places = key == null ? null : oldPlaces();
      Set<@Nullable Object> seen = new HashSet<>();
      for (int i = from; i < items.length; i++) {
        enter(scope, items[i], i);
        Object keyNow = key(scope);
        Integer old = null;
        if (places != null) {
          requireNew(keyNow, seen);
          old = places.get(keyNow);
          if (old != null && old < from) {
            throw new RenderException(place + ": two entries have the key " + keyNow, null);
          }
        }
        if (keys != null) {
          keys[i] = keyNow;
        }
        if (old == null) {
          writeNew(i);
        } else {
          writeEntry(i, old);
        }
      }
    }

    private Map<@Nullable Object, Integer> oldPlaces() {
      Map<@Nullable Object, Integer> places = oldPlaces;
      if (places == null) {
        places = new HashMap<>(2 * state.items.length);
        for (int i = 0; i < state.items.length; i++) {
          places.put(oldKey(i), i);
        }
        oldPlaces = places;
      }
      return places;
    }

    private void writeNew(int i) {
      out.key(i);
      out.beginObject();
      @Nullable Object[] row = block.firstDynamics(scope, render, out);
      out.endObject();
      if (rows != null) {
        rows[i] = row;
      }
    }

    /** The entry at {@code i}, which was at {@code old}; the scope has the item. */
    private void writeEntry(int i, int old) {
      if (i == old) {
        int start = out.mark();
        out.key(i);
        out.beginObject();
        int inside = out.mark();
        writeRow(i, old);
        if (out.mark() == inside) {
          out.rollback(start);
        } else {
          out.endObject();
        }
        return;
      }
      moved = true;
      out.key(i);
      int start = out.mark();
      out.raw('[');
      out.number(old);
      out.beginObject();
      int inside = out.mark();
      writeRow(i, old);
      if (out.mark() == inside) {
        out.rollback(start);
        out.number(old);
      } else {
        out.endObject();
        out.end(']');
      }
    }

    private void writeRow(int i, int old) {
      if (rows != null && state.rows != null) {
        @Nullable Object[] row = state.rows[old];
        block.next(scope, render, row, out);
        rows[i] = row;
      } else if (!isSame(i, old)) {
        Object index = indexSlot >= 0 ? scope[indexSlot] : null;
        enter(scope, state.items[old], old);
        @Nullable Object[] row = block.capture(scope, render);
        scope[itemSlot] = items[i];
        if (indexSlot >= 0) {
          scope[indexSlot] = index;
        }
        block.next(scope, render, row, out);
      }
    }

    private boolean isSame(int i, int old) {
      return Objects.equals(items[i], state.items[old]) && (i == old || !readsIndex);
    }
  }
}
