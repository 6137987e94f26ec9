package dev.roost.rooms.documents;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * The last updates of a document. A change that was made without them is rebased on them. Few and
 * short ones are kept, so that a rebase takes little time. For one thread.
 */
public final class RecentUpdates {
  /** How many updates are kept. */
  public static final int MAX_UPDATES = 200;

  private static final int MAX_PARTS = 2_000;
  private static final int MAX_INSERTED = 65_536;

  private final ArrayDeque<Update> updates;
  private long version;
  private long parts;
  private long inserted;

  /** None, of a document with this version. */
  public RecentUpdates(long version) {
    this.version = version;
    updates = new ArrayDeque<>();
  }

  /** The same updates, to which others can be added. */
  public RecentUpdates(RecentUpdates other) {
    version = other.version;
    parts = other.parts;
    inserted = other.inserted;
    updates = new ArrayDeque<>(other.updates);
  }

  /** Adds the updates of the document's next edit. */
  public void add(Edited edited) {
    addAll(edited.updates());
  }

  /** Adds the document's next updates. */
  public void addAll(List<Update> next) {
    for (Update update : next) {
      updates.add(update);
      parts += update.changes().size();
      inserted += update.changes().insertedLength();
      version++;
    }
    while (updates.size() > MAX_UPDATES || parts > MAX_PARTS || inserted > MAX_INSERTED) {
      ChangeSet oldest = updates.remove().changes();
      parts -= oldest.size();
      inserted -= oldest.insertedLength();
    }
  }

  /** The version of the document after the last update. */
  public long version() {
    return version;
  }

  /** Whether all updates after a version are here. */
  public boolean reachBackTo(long version) {
    long count = this.version - version;
    return count >= 0 && count <= updates.size();
  }

  /** The updates after a version, oldest first; empty if they are not all here. */
  Optional<List<Update>> since(long version) {
    return reachBackTo(version)
        ? Optional.of(updates.stream().skip(updates.size() - (this.version - version)).toList())
        : Optional.empty();
  }
}
