package dev.roost.rooms.documents;

import java.util.List;

/**
 * The result of an edit.
 *
 * @param version the document's before
 * @param updates the changes, in their order
 * @param after the document after them
 */
public record Edited(long version, List<Update> updates, Document after) {

  /** How many units the changes bring into the text. */
  public long insertedLength() {
    return updates.stream().mapToLong(update -> update.changes().insertedLength()).sum();
  }
}
