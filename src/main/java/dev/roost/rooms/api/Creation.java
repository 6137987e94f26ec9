package dev.roost.rooms.api;

import dev.roost.rooms.access.RoomText;
import dev.roost.rooms.budgets.Budget;
import dev.roost.rooms.budgets.BudgetSpentException;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.budgets.Payer;
import dev.roost.rooms.documents.DocumentText;
import io.vertx.ext.web.RoutingContext;

/** Pays for what a client creates. */
final class Creation {
  private Creation() {}

  /** Whether the client's budget suffices. If not, answers with status 429 and the time to wait. */
  static boolean isPaid(RoutingContext context, Budgets budgets, long bytes) {
    return isPaid(context, budgets, Budget.CREATIONS, bytes);
  }

  /** The same for a change of what a room is called. */
  static boolean isEditPaid(RoutingContext context, Budgets budgets, RoomText text) {
    String prompt = text.prompt();
    return isPaid(
        context, budgets, Budget.EDITS, prompt == null ? 0 : DocumentText.utf8Length(prompt));
  }

  private static boolean isPaid(
      RoutingContext context, Budgets budgets, Budget budget, long bytes) {
    String address = context.request().remoteAddress().hostAddress();
    try {
      budgets.pay(Payer.of(Authentication.userOf(context), address), budget, bytes);
      return true;
    } catch (BudgetSpentException spent) {
      Answers.tooMany(context, String.valueOf(spent.getMessage()), spent.retryAfterSeconds());
      return false;
    }
  }
}
