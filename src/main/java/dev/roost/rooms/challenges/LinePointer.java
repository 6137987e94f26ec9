package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.channel.Reply;
import dev.roost.rooms.budgets.Budget;
import dev.roost.rooms.budgets.BudgetSpentException;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.budgets.Payer;
import dev.roost.rooms.challenges.EditorMessages.Position;
import dev.roost.rooms.documents.EditRefusedException;
import dev.roost.rooms.users.User;
import dev.roost.rooms.users.UserColor;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;

/** Points out lines of the text to everybody in the room. Used on its channel's event loop. */
final class LinePointer {
  private final User user;
  private final Payer payer;
  private final Budgets budgets;
  private final OtherClients others;

  LinePointer(User user, Payer payer, Budgets budgets, OtherClients others) {
    this.others = others;
    this.user = user;
    this.payer = payer;
    this.budgets = budgets;
  }

  /**
   * With {@link ChallengeEvents#LINE_POINTED}.
   *
   * @param version the version of the text
   * @param position a position in the line, in UTF-16 code units from the beginning of the text
   */
  record Pointed(
      @JsonProperty("user_id") long userId,
      @JsonProperty("first_name") String firstName,
      @JsonProperty("last_name") String lastName,
      String color,
      long version,
      int position) {}

  /**
   * Points out a line to the others.
   *
   * @return fails with an {@link EditRefusedException} if the payload has no position, or the
   *     account's budget is spent
   */
  Future<Reply> point(Payload payload) {
    try {
      Position position = EditorMessages.position(payload);
      budgets.pay(payer, Budget.POINTERS, 0);
      others.broadcastFrom(ChallengeEvents.LINE_POINTED, pointed(position));
      return Reply.ok().toFuture();
    } catch (EditRefusedException refused) {
      return Future.failedFuture(refused);
    } catch (BudgetSpentException spent) {
      return Future.failedFuture(EditRefusedException.rateLimited(spent.reply()));
    }
  }

  private Pointed pointed(Position position) {
    return new Pointed(
        user.id(),
        user.firstName(),
        user.lastName(),
        UserColor.of(user.id()),
        position.version(),
        position.offset());
  }
}
