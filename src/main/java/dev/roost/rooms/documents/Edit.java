package dev.roost.rooms.documents;

import java.util.List;

/** A requested change of a document. */
public sealed interface Edit {

  /**
   * The resulting change.
   *
   * @param maxBytes how large the text may be, in UTF-8
   * @throws EditRefusedException if it cannot be done
   */
  Edited applyTo(Document document, int maxBytes) throws EditRefusedException;

  /**
   * Changes of an editor that knows the document.
   *
   * @param version the one that the first of them is for
   */
  record Changes(long version, List<Update> updates) implements Edit {
    /** Copies the updates. */
    public Changes {
      updates = List.copyOf(updates);
    }

    @Override
    public Edited applyTo(Document document, int maxBytes) throws EditRefusedException {
      if (version != document.version()) {
        throw EditRefusedException.stale(document.version());
      }
      Document changed = document;
      for (Update update : updates) {
        changed = changed.with(update.changes(), maxBytes);
      }
      return new Edited(document.version(), updates, changed);
    }
  }

  /** Another text altogether, whatever is there. */
  record Replacement(String text, long userId) implements Edit {
    /** The editor id of changes that no editor made. */
    public static final String CLIENT_ID = "response";

    @Override
    public Edited applyTo(Document document, int maxBytes) throws EditRefusedException {
      ChangeSet changes = ChangeSet.between(document.text(), DocumentText.withLineFeeds(text));
      return new Edited(
          document.version(),
          List.of(new Update(CLIENT_ID, changes, userId)),
          document.with(changes, maxBytes));
    }
  }
}
