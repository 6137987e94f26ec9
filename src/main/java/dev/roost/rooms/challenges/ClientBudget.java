package dev.roost.rooms.challenges;

import dev.roost.rooms.budgets.Budget;
import dev.roost.rooms.budgets.BudgetSpentException;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.budgets.Payer;
import dev.roost.rooms.documents.EditRefusedException;
import dev.roost.rooms.documents.Edited;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** Pays for the actions of one client. */
record ClientBudget(Budgets budgets, Payer payer) {

  /** Does something if the budget pays for it; fails with a {@link BudgetSpentException}. */
  <T> Future<T> paid(Budget budget, long bytes, Supplier<Future<T>> action) {
    try {
      budgets.pay(payer, budget, bytes);
      return action.get();
    } catch (BudgetSpentException spent) {
      return Future.failedFuture(spent);
    }
  }

  /** As {@link #paid}, for an edit with a reply; fails with an {@link EditRefusedException}. */
  <T> Future<T> paidEdit(long bytes, Supplier<Future<T>> action) {
    return paid(Budget.EDITS, bytes, action)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof BudgetSpentException spent
                        ? EditRefusedException.rateLimited(spent.reply())
                        : failure));
  }

  /** Charges for the inserted text, whose length only the change tells. */
  void chargeBytes(Edited edited) {
    budgets.chargeBytes(payer, edited.insertedLength());
  }
}
