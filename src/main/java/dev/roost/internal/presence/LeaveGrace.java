package dev.roost.internal.presence;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds back leaves for a while, in case the key comes back, and maps the ref of a key that came
 * back to the ref that clients know.
 *
 * <p>A key that returns with the same meta replaces the one that left, and no client is notified:
 * clients keep the old ref until the key leaves for good. With another meta, it is an update.
 * Belongs to the topic's event loop.
 */
final class LeaveGrace {
  private final Map<String, Deque<Entry>> leaving = new HashMap<>();
  private final Map<String, Object> leaves = new HashMap<>();
  private final Map<String, Entry> shownAs = new HashMap<>();

  /** The entry that clients know this one as. */
  Entry shown(Entry entry) {
    return shownAs.getOrDefault(entry.ref(), entry);
  }

  /** Whether clients know the entry by the ref of another. */
  boolean hasAlias(Entry entry) {
    return shownAs.containsKey(entry.ref());
  }

  /** The entry is gone, and that is not told yet. Returns what tells this leave from others. */
  Object leave(Entry entry) {
    Entry shown = shown(entry);
    shownAs.remove(entry.ref());
    leaving.computeIfAbsent(shown.key(), key -> new ArrayDeque<>(1)).add(shown);
    Object leave = new Object();
    leaves.put(shown.ref(), leave);
    return leave;
  }

  /**
   * Ends the wait of one leave. Returns whether that leave was still held back, and not a later
   * one.
   */
  boolean end(Object leave, Entry shown) {
    return leave == leaves.get(shown.ref()) && cancelLeave(shown);
  }

  /** Whether the clients know the entry, but it is gone. */
  boolean isLeaving(Entry shown) {
    Deque<Entry> ofKey = leaving.get(shown.key());
    return ofKey != null && ofKey.contains(shown);
  }

  /** The same entry returned. Returns whether it was leaving. */
  boolean cancelLeave(Entry shown) {
    Deque<Entry> ofKey = leaving.get(shown.key());
    if (ofKey == null || !ofKey.remove(shown)) {
      return false;
    }
    leaves.remove(shown.ref());
    if (ofKey.isEmpty()) {
      leaving.remove(shown.key());
    }
    return true;
  }

  /** The entry of this key that has been leaving longest, or null. */
  @Nullable Entry oldestLeaving(String key) {
    Deque<Entry> ofKey = leaving.get(key);
    return ofKey == null ? null : ofKey.peek();
  }

  /** Clients know {@code entry} as {@code shown} from now on. */
  void addAlias(Entry entry, Entry shown) {
    cancelLeave(shown);
    shownAs.put(entry.ref(), shown);
  }

  /** Another entry replaced this one; clients know it by its own ref. */
  void removeAlias(Entry before) {
    shownAs.remove(before.ref());
  }
}
