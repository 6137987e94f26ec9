package dev.roost.rooms.challenges;

import dev.roost.channel.Reply;
import dev.roost.rooms.challenges.ChallengeEvents.AllCases;
import dev.roost.rooms.challenges.ChallengeEvents.SavedCase;
import dev.roost.rooms.documents.EditRefusedException;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * The events by which one client reads and changes the test cases. Used on its channel's event
 * loop.
 */
final class CaseActions {
  /** The event that changes nothing. */
  static final String PULL = "case:pull";

  private final ChallengeRooms rooms;
  private final long id;
  private final int maxBytes;
  private final ClientBudget budget;

  CaseActions(ChallengeRooms rooms, long id, int maxBytes, ClientBudget budget) {
    this.rooms = rooms;
    this.id = id;
    this.maxBytes = maxBytes;
    this.budget = budget;
  }

  /**
   * Begins what the client asks for, if it is an event of test cases.
   *
   * @return null for another event; fails with an {@link EditRefusedException} if it cannot be done
   */
  @Nullable Future<Reply> handle(String event, Payload payload) {
    try {
      return switch (event) {
        case PULL -> rooms.cases(id).map(cases -> Reply.ok(new AllCases(cases)));
        case "case:save" -> save(CaseMessages.testCase(payload, maxBytes));
        case "case:delete" -> delete(CaseMessages.deleted(payload));
        default -> null;
      };
    } catch (EditRefusedException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Reply> save(TestCase saved) {
    return budget
        .paidEdit(saved.bytes(), () -> rooms.saveCase(id, saved))
        .map(stored -> Reply.ok(new SavedCase(stored)));
  }

  private Future<Reply> delete(long caseId) {
    return budget.paidEdit(0, () -> rooms.deleteCase(id, caseId)).map(deleted -> Reply.ok());
  }
}
