package dev.roost.rooms.challenges;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roost.rooms.budgets.Budget;
import dev.roost.rooms.budgets.BudgetSpentException;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.budgets.Payer;
import dev.roost.rooms.challenges.EditorMessages.Position;
import dev.roost.rooms.documents.EditRefusedException;
import dev.roost.rooms.users.User;
import dev.roost.rooms.users.UserColor;
import dev.roost.serializer.Payload;

/** Points out lines of the text to everybody in the room. Safe for any thread. */
final class LinePointer {
  private final User user;
  private final Payer payer;
  private final Budgets budgets;

  LinePointer(User user, Payer payer, Budgets budgets) {
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
   * The broadcast to the others.
   *
   * @throws EditRefusedException if the payload has no position, or the account's budget is spent
   */
  Pointed point(Payload payload) throws EditRefusedException {
    Position position = EditorMessages.position(payload);
    try {
      budgets.pay(payer, Budget.POINTERS, 0);
    } catch (BudgetSpentException spent) {
      throw EditRefusedException.rateLimited(spent.reply());
    }
    return new Pointed(
        user.id(),
        user.firstName(),
        user.lastName(),
        UserColor.of(user.id()),
        position.version(),
        position.offset());
  }
}
