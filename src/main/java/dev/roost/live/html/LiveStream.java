package dev.roost.live.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A list whose rows live in the browser only. The view inserts and deletes rows; the next render
 * sends these changes, and the server keeps no row. Mirrors {@code Phoenix.LiveView.stream/4}.
 *
 * <pre>{@code
 * private final LiveStream<Message> messages = LiveStream.of("messages", Message::id);
 *
 * <div id="messages" phx-update="stream">
 *   <p :for={m, id in messages} id={id}>{m.text}</p>
 * </div>
 * }</pre>
 *
 * <p>The element around the loop has an id and {@code phx-update="stream"}. Each row is one element
 * with the row's DOM id, the second variable of the loop. Not thread-safe.
 */
public final class LiveStream<T> {
  private static final int END = -1;

  private final String name;
  private final Function<? super T, ?> id;
  private final Map<String, Insert<T>> inserts = new LinkedHashMap<>();
  private final Set<String> deletes = new LinkedHashSet<>();
  private boolean reset;

  private LiveStream(String name, Function<? super T, ?> id) {
    this.name = name;
    this.id = id;
  }

  /**
   * One row to be inserted.
   *
   * @param domId the id of its element
   * @param at its place: 0 is the front, -1 the end
   * @param limit the number of rows that stay; negative keeps the last ones; 0 is no limit
   * @param updateOnly whether a row that is not there stays away
   */
  public record Insert<T>(String domId, T item, int at, int limit, boolean updateOnly) {}

  /**
   * An empty stream.
   *
   * @param name unique in the view; DOM ids are the name, a hyphen and the item's id
   * @param id an item's id
   */
  public static <T> LiveStream<T> of(String name, Function<? super T, ?> id) {
    return new LiveStream<>(name, id);
  }

  /** Appends a row. If a row with the item's id is there, it is updated where it is. */
  public LiveStream<T> add(T item) {
    return insert(item, END, 0);
  }

  /** Appends rows in order. */
  public LiveStream<T> addAll(Iterable<? extends T> items) {
    items.forEach(this::add);
    return this;
  }

  /** Inserts a row at the front. */
  public LiveStream<T> addFirst(T item) {
    return insert(item, 0, 0);
  }

  /**
   * Inserts a row.
   *
   * @param at 0 is the front, -1 the end
   * @param limit the number of rows that stay: the first ones, or if negative the last ones; 0 is
   *     no limit
   */
  public LiveStream<T> insert(T item, int at, int limit) {
    return put(item, at, limit, false);
  }

  /** Updates the row with the item's id if the browser has it. */
  public LiveStream<T> update(T item) {
    return put(item, END, 0, true);
  }

  private LiveStream<T> put(T item, int at, int limit, boolean updateOnly) {
    String domId = domId(item);
    inserts.remove(domId);
    inserts.put(domId, new Insert<>(domId, item, at, limit, updateOnly));
    return this;
  }

  /** Deletes the row with the item's id. */
  public LiveStream<T> delete(T item) {
    return deleteByDomId(domId(item));
  }

  /**
   * Deletes the row whose element has this id. A row that is inserted in the same render stays:
   * browsers delete first, as with Phoenix.
   */
  public LiveStream<T> deleteByDomId(String domId) {
    deletes.add(domId);
    return this;
  }

  /** Deletes all rows, then appends these. */
  public LiveStream<T> reset(Iterable<? extends T> items) {
    inserts.clear();
    deletes.clear();
    reset = true;
    return addAll(items);
  }

  /** The id of an item's element. */
  public String domId(T item) {
    return name + "-" + id.apply(item);
  }

  /** The name, which is unique among the view's streams. */
  public String name() {
    return name;
  }

  /** Rows inserted since the last render, in order; of one id only the last insert. */
  public List<Insert<T>> inserts() {
    return List.copyOf(inserts.values());
  }

  /** DOM ids deleted since the last render. */
  public List<String> deletes() {
    return new ArrayList<>(deletes);
  }

  /** Whether the next render begins by deleting all rows. */
  public boolean isReset() {
    return reset;
  }

  /** Whether the next render has something to send. */
  public boolean hasChanges() {
    return reset || !inserts.isEmpty() || !deletes.isEmpty();
  }

  /** Forgets the changes. A render calls this when it has written them. */
  public void clearChanges() {
    inserts.clear();
    deletes.clear();
    reset = false;
  }
}
