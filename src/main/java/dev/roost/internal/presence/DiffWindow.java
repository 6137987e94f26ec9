package dev.roost.internal.presence;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Merges the changes of a short time into one diff that leads phoenix.js from the state before to
 * the state after. A client takes in a diff's joins first and its leaves then.
 *
 * <p>For a meta that changed several times, the diff has the first as leave and the last as join.
 */
final class DiffWindow {
  private Map<String, Entry> joins = new LinkedHashMap<>();
  private Map<String, Entry> leaves = new LinkedHashMap<>();
  private final Set<String> leftKeys = new HashSet<>();

  /** The merged changes, by ref. */
  record Diff(Map<String, Entry> joins, Map<String, Entry> leaves) {}

  boolean isEmpty() {
    return joins.isEmpty() && leaves.isEmpty();
  }

  /**
   * Whether a change must not be in one diff with those before it. A key that left and is back: the
   * client would take in the join first, and see someone with two devices lose one, instead of
   * someone who went and came. Do not merge a join with its own leave: Phoenix sends both.
   */
  boolean needsDiffOfItsOwn(Change change) {
    if (change instanceof Change.Added added) {
      return leftKeys.contains(added.entry().key());
    }
    return change instanceof Change.Removed removed && joins.containsKey(removed.entry().ref());
  }

  void add(Change change) {
    if (change instanceof Change.Added added) {
      joins.put(added.entry().ref(), added.entry());
    } else if (change instanceof Change.Removed removed) {
      leave(removed.entry());
    } else if (change instanceof Change.Updated updated) {
      leave(updated.before());
      joins.put(updated.after().ref(), updated.after());
    }
  }

  private void leave(Entry entry) {
    if (joins.remove(entry.ref()) == null) {
      leaves.put(entry.ref(), entry);
      leftKeys.add(entry.key());
    }
  }

  /** The diff so far; the window is empty afterwards. */
  Diff take() {
    Diff diff = new Diff(joins, leaves);
    joins = new LinkedHashMap<>();
    leaves = new LinkedHashMap<>();
    leftKeys.clear();
    return diff;
  }
}
