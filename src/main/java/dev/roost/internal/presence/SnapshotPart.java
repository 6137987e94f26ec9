package dev.roost.internal.presence;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A part of all presences of a node, small enough for one message.
 *
 * @param version of which version of the node's presences
 * @param index which part it is, from 0
 * @param parts how many there are
 */
record SnapshotPart(long version, int index, int parts, List<Entry> entries) {
  private static final int HEADER = 4 + 4;

  /** All parts, one at least. */
  static List<SnapshotPart> split(long version, Collection<Entry> entries, int size) {
    List<Entry> all = List.copyOf(entries);
    int parts = Math.max(1, (all.size() + size - 1) / size);
    List<SnapshotPart> split = new ArrayList<>(parts);
    for (int index = 0; index < parts; index++) {
      List<Entry> some = all.subList(index * size, Math.min(all.size(), (index + 1) * size));
      split.add(new SnapshotPart(version, index, parts, some));
    }
    return split;
  }

  boolean isLast() {
    return index == parts - 1;
  }

  Buffer encode() {
    return Buffer.buffer()
        .appendInt(index)
        .appendInt(parts)
        .appendBuffer(ChangeCodec.encodeEntries(version, entries));
  }

  static SnapshotPart decode(Buffer bytes) {
    ChangeCodec.Numbered added = ChangeCodec.decode(bytes.slice(HEADER, bytes.length()));
    List<Entry> entries =
        added.changes().stream().map(change -> ((Change.Added) change).entry()).toList();
    return new SnapshotPart(added.number(), bytes.getInt(0), bytes.getInt(4), entries);
  }
}
