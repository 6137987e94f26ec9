package dev.roost.rooms.api;

import dev.roost.rooms.budgets.Budget;
import dev.roost.rooms.budgets.BudgetSpentException;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.budgets.Payer;
import io.vertx.ext.web.RoutingContext;

/** Pays for what a client creates. */
final class Creation {
  private Creation() {}

  /** Whether the client's budget pays; otherwise, the client gets status 429 and is told when. */
  static boolean isPaid(RoutingContext context, Budgets budgets, long bytes) {
    String address = context.request().remoteAddress().hostAddress();
    try {
      budgets.pay(Payer.of(Authentication.userOf(context), address), Budget.CREATIONS, bytes);
      return true;
    } catch (BudgetSpentException spent) {
      Answers.tooMany(context, String.valueOf(spent.getMessage()), spent.retryAfterSeconds());
      return false;
    }
  }
}
