package dev.roost.rooms.challenges;

import dev.roost.channel.Reply;
import dev.roost.rooms.challenges.EditorMessages.Cursor;
import dev.roost.rooms.documents.Edit;
import dev.roost.rooms.documents.EditRefusedException;
import dev.roost.rooms.documents.Edited;
import dev.roost.rooms.users.Participant;
import dev.roost.rooms.users.User;
import dev.roost.rooms.users.UserColor;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The actions of an editor. Used on its channel's event loop. */
final class EditorActions {
  private final ChallengeRooms rooms;
  private final long id;
  private final User user;
  private final Participant participant;
  private final ClientBudget budget;
  private @Nullable String cursorClient;

  EditorActions(
      ChallengeRooms rooms, long id, User user, Participant participant, ClientBudget budget) {
    this.budget = budget;
    this.rooms = rooms;
    this.id = id;
    this.user = user;
    this.participant = participant;
  }

  /** Changes the document; fails with an {@link EditRefusedException} if that cannot be. */
  Future<Reply> push(Payload payload) {
    return budget
        .paidEdit(0, () -> change(payload))
        .map(
            edited -> {
              budget.chargeBytes(edited);
              return Reply.ok(Map.of("version", edited.after().version()));
            });
  }

  private Future<Edited> change(Payload payload) {
    try {
      Edit edit = EditorMessages.changes(payload, user.id());
      return participant.setTyping(true).compose(shown -> rooms.edit(id, edit));
    } catch (EditRefusedException e) {
      return Future.failedFuture(e);
    }
  }

  /** The changes that the editor has missed. */
  Future<Reply> pull(Payload payload) {
    long version;
    try {
      version = EditorMessages.pulledVersion(payload);
    } catch (EditRefusedException e) {
      return Future.failedFuture(e);
    }
    return rooms
        .state(id)
        .compose(state -> rooms.updates(id, version, state.version()))
        .compose(
            updates ->
                updates.isPresent()
                    ? Reply.ok(new ChallengeEvents.DocumentUpdates(version, updates.get()))
                        .toFuture()
                    : snapshot());
  }

  private Future<Reply> snapshot() {
    return rooms
        .find(id)
        .map(
            found ->
                found.orElseThrow(() -> new NoSuchElementException("there is no challenge " + id)))
        .map(challenge -> Reply.ok(challenge.document()));
  }

  /**
   * The current positions of the editor's cursors.
   *
   * @throws EditRefusedException if the message is malformed, or names another editor than before:
   *     the others would keep the cursors of all names
   */
  Cursor cursor(Payload payload) throws EditRefusedException {
    Cursor cursor =
        EditorMessages.cursor(payload, user.id(), user.firstName(), UserColor.of(user.id()));
    if (cursorClient != null && !cursorClient.equals(cursor.clientId())) {
      throw EditRefusedException.invalid();
    }
    cursorClient = cursor.clientId();
    return cursor;
  }

  /** Has the others remove the editor's cursor, if they have been told of it. */
  void leave() {
    if (cursorClient != null) {
      rooms.cursorGone(id, new ChallengeEvents.GoneCursor(cursorClient, user.id()));
    }
  }
}
