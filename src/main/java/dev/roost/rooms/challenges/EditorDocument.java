package dev.roost.rooms.challenges;

import dev.roost.rooms.challenges.ChallengeEvents.DocumentUpdates;
import dev.roost.rooms.documents.Document;
import dev.roost.rooms.documents.Update;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The document as an editor is given it: what is new to it, or all of it. */
sealed interface EditorDocument {

  /** All of it. */
  record Snapshot(Document document) implements EditorDocument {
    @Override
    public Object json() {
      return document;
    }
  }

  /** The changes since a version. */
  record Changes(DocumentUpdates updates) implements EditorDocument {
    @Override
    public Object json() {
      return updates;
    }
  }

  /** The messages to the editor. */
  Object json();

  /** Whether it is all of it. */
  default boolean isSnapshot() {
    return this instanceof Snapshot;
  }

  /**
   * The services of an editor.
   *
   * @param version of the document that it has; -1 for none
   */
  static Future<EditorDocument> since(ChallengeRooms rooms, Challenge present, long version) {
    Future<Optional<List<Update>>> updates =
        rooms.updates(present.id(), version, present.version());
    return updates.map(
        found ->
            found
                .<EditorDocument>map(some -> new Changes(new DocumentUpdates(version, some)))
                .orElseGet(() -> new Snapshot(present.document())));
  }
}
