package dev.roost.internal.presence;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes and entries on their way to another node. A number (8 bytes) stands first; each change is
 * a byte for its kind and one or two entries; each entry is topic, key, ref and meta, every one a
 * length (4) and UTF-8.
 */
final class ChangeCodec {
  private static final byte ADDED = 1;
  private static final byte REMOVED = 2;
  private static final byte UPDATED = 3;

  private ChangeCodec() {}

  /** Changes and their number. */
  record Numbered(long number, List<Change> changes) {}

  static Buffer encode(long number, List<Change> changes) {
    Buffer out = Buffer.buffer().appendLong(number);
    for (Change change : changes) {
      if (change instanceof Change.Added added) {
        entry(out.appendByte(ADDED), added.entry());
      } else if (change instanceof Change.Removed removed) {
        entry(out.appendByte(REMOVED), removed.entry());
      } else if (change instanceof Change.Updated updated) {
        entry(out.appendByte(UPDATED), updated.before());
        entry(out, updated.after());
      }
    }
    return out;
  }

  /** Entries as if they were added. */
  static Buffer encodeEntries(long version, Collection<Entry> entries) {
    return encode(version, entries.stream().<Change>map(Change.Added::new).toList());
  }

  private static void entry(Buffer out, Entry entry) {
    text(out, entry.topic());
    text(out, entry.key());
    text(out, entry.ref());
    text(out, entry.meta());
  }

  private static void text(Buffer out, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.appendInt(utf8.length).appendBytes(utf8);
  }

  static Numbered decode(Buffer in) {
    Reader reader = new Reader(in);
    long number = reader.number();
    List<Change> changes = new ArrayList<>();
    while (reader.hasMore()) {
      changes.add(reader.change());
    }
    return new Numbered(number, changes);
  }

  private static final class Reader {
    private final Buffer in;

    // The presences of a topic share its name, instead of each keeping a copy in memory.
    private final Map<String, String> topics = new HashMap<>();

    private int at;

    Reader(Buffer in) {
      this.in = in;
    }

    boolean hasMore() {
      return at < in.length();
    }

    long number() {
      at += 8;
      return in.getLong(at - 8);
    }

    Change change() {
      byte kind = in.getByte(at++);
      return switch (kind) {
        case ADDED -> new Change.Added(entry());
        case REMOVED -> new Change.Removed(entry());
        case UPDATED -> new Change.Updated(entry(), entry());
        default -> throw new IllegalArgumentException("a change of unknown kind " + kind);
      };
    }

    private Entry entry() {
      String topic = text();
      String known = topics.putIfAbsent(topic, topic);
      return new Entry(known == null ? topic : known, text(), text(), text());
    }

    private String text() {
      int begin = at + 4;
      at = begin + in.getInt(begin - 4);
      return in.slice(begin, at).toString();
    }
  }
}
