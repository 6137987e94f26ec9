package dev.roost.rooms.challenges;

import dev.roost.rooms.access.Access;
import dev.roost.rooms.messages.MessageEvents;
import dev.roost.rooms.users.AwayTimer;
import java.util.Optional;
import java.util.Set;

/** The rights that the events of clients need. */
final class EventRights {
  /** Viewers may send these. */
  private static final Set<String> READING =
      Set.of(
          EditorEvents.PULL,
          EditorEvents.CURSOR,
          RunActions.PULL,
          CaseActions.PULL,
          AwayTimer.ALIVE);

  /** The events that a lock of the text refuses. */
  private static final Set<String> EDITING =
      Set.of(EditorEvents.PUSH, "response:update", "language:update");

  private EventRights() {}

  /** The reason for clients why one with this access may not send the event; empty if it may. */
  static Optional<String> refusal(String event, Access access) {
    if (READING.contains(event) || MessageEvents.isReading(event)) {
      return Optional.empty();
    }
    // An event that is added is refused as well, unless it is named above.
    return EDITING.contains(event) ? access.refusalToEdit() : access.participationRefusal();
  }
}
