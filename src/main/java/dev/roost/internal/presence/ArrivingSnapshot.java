package dev.roost.internal.presence;

import java.util.ArrayList;
import java.util.List;

/** A snapshot of another node of which some parts have come. */
final class ArrivingSnapshot {
  private final long version;
  private final List<Entry> entries = new ArrayList<>();
  private int parts;
  private int partsBefore;

  ArrivingSnapshot(long version) {
    this.version = version;
  }

  /** Takes the next part; refuses any other. */
  boolean take(SnapshotPart part) {
    if (part.version() != version || part.index() != parts) {
      return false;
    }
    parts++;
    entries.addAll(part.entries());
    return true;
  }

  /** Whether a part has come since this was asked before. */
  boolean hasProgressed() {
    boolean progressed = parts > partsBefore;
    partsBefore = parts;
    return progressed;
  }

  List<Entry> entries() {
    return entries;
  }
}
