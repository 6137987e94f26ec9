package dev.roost.rooms.documents;

import java.util.List;
import java.util.Optional;

/** A requested change of a document. */
public sealed interface Edit {

  /**
   * The resulting change.
   *
   * @param recent the last updates of the document
   * @param maxBytes how large the text may be, in UTF-8
   * @throws EditRefusedException if it cannot be done
   */
  Edited applyTo(Document document, RecentUpdates recent, int maxBytes) throws EditRefusedException;

  /**
   * The version after which the edit needs all updates of a document, because it is rebased on
   * them; the version of the document if it needs none.
   */
  long needsUpdatesSince(Document document);

  /**
   * Changes of an editor that knows the document.
   *
   * @param version the one that the first of them is for
   * @param canRebase whether the editor takes back its own change rebased on those of others. A
   *     change for an earlier version is refused as stale otherwise.
   */
  record Changes(long version, List<Update> updates, boolean canRebase) implements Edit {
    private static final int MAX_REBASED_PARTS = 200;

    /** Each update copies the text, on an event loop: of a long text, an edit has few updates. */
    private static final int MAX_COPIED = 1 << 22;

    /** Copies the updates. */
    public Changes {
      updates = List.copyOf(updates);
    }

    @Override
    public Edited applyTo(Document document, RecentUpdates recent, int maxBytes)
        throws EditRefusedException {
      List<Update> fitting =
          version == document.version() ? updates : List.of(rebased(document, recent));
      Document changed = document;
      long copied = 0;
      for (int i = 0; i < fitting.size(); i++) {
        if (copied > MAX_COPIED) {
          throw EditRefusedException.tooMany(i);
        }
        changed = changed.with(fitting.get(i).changes(), maxBytes);
        copied += changed.text().length();
      }
      return new Edited(document.version(), fitting, changed);
    }

    @Override
    public long needsUpdatesSince(Document document) {
      return canRebase ? Math.min(version, document.version()) : document.version();
    }

    private Update rebased(Document document, RecentUpdates recent) throws EditRefusedException {
      Optional<List<Update>> missed = recent.since(version);
      Update update = updates.get(0);
      if (!canRebase
          || updates.size() > 1
          || update.changes().size() > MAX_REBASED_PARTS
          || missed.isEmpty()
          || isRepeated(update, missed.get())) {
        throw EditRefusedException.stale(document.version());
      }
      ChangeSet changes = update.changes();
      for (Update before : missed.get()) {
        changes = changes.rebase(before.changes());
      }
      return new Update(update.clientId(), changes, update.userId());
    }

    // An editor that did not receive the answer pushes the same edits once more.
    private static boolean isRepeated(Update update, List<Update> missed) {
      return missed.stream().anyMatch(before -> before.clientId().equals(update.clientId()));
    }
  }

  /** Another text altogether, whatever is there. */
  record Replacement(String text, long userId) implements Edit {
    /** The editor id of changes that no editor made. */
    public static final String CLIENT_ID = "response";

    @Override
    public Edited applyTo(Document document, RecentUpdates recent, int maxBytes)
        throws EditRefusedException {
      ChangeSet changes = ChangeSet.between(document.text(), DocumentText.withLineFeeds(text));
      return new Edited(
          document.version(),
          List.of(new Update(CLIENT_ID, changes, userId)),
          document.with(changes, maxBytes));
    }

    @Override
    public long needsUpdatesSince(Document document) {
      return document.version();
    }
  }
}
