package dev.roost.rooms.challenges;

import dev.roost.channel.Reply;
import dev.roost.rooms.challenges.EditorMessages.Cursor;
import dev.roost.rooms.documents.EditRefusedException;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Handles the events of a client with an editor: those of the document, of pointed lines, of runs
 * and of test cases. Used on its channel's event loop.
 */
final class EditorEvents {
  /** The event that changes the document. */
  static final String PUSH = "document:push";

  /** The event that asks for missed changes. */
  static final String PULL = "document:pull";

  /** The event that shows the others the editor's cursors. */
  static final String CURSOR = "cursor:update";

  private final EditorActions actions;
  private final LinePointer pointer;
  private final RunActions runs;
  private final CaseActions cases;

  EditorEvents(EditorActions actions, LinePointer pointer, RunActions runs, CaseActions cases) {
    this.actions = actions;
    this.pointer = pointer;
    this.runs = runs;
    this.cases = cases;
  }

  /**
   * Begins what the client asks for, if it is one of these events.
   *
   * @return null for another event; fails with an {@link EditRefusedException} if it cannot be done
   */
  @Nullable Future<Reply> handle(String event, Payload payload) {
    return switch (event) {
      case PUSH -> actions.push(payload);
      case PULL -> actions.pull(payload);
      case "line:point" -> pointer.point(payload);
      default -> {
        Future<Reply> reply = runs.handle(event, payload);
        yield reply == null ? cases.handle(event, payload) : reply;
      }
    };
  }

  /**
   * The current positions of the editor's cursors.
   *
   * @throws EditRefusedException if what it sent says nothing of it
   */
  Cursor cursor(Payload payload) throws EditRefusedException {
    return actions.cursor(payload);
  }

  /** Ends what ends with the client: its cursor in the editors of others, and its run. */
  void leave() {
    actions.leave();
    runs.leave();
  }
}
