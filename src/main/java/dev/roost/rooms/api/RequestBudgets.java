package dev.roost.rooms.api;

import dev.roost.proxy.ClientRequest;
import dev.roost.rooms.access.RoomText;
import dev.roost.rooms.budgets.Budget;
import dev.roost.rooms.budgets.BudgetSpentException;
import dev.roost.rooms.budgets.Budgets;
import dev.roost.rooms.budgets.Payer;
import dev.roost.rooms.documents.DocumentText;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/**
 * Pays for requests that create something or cost much. A request without a sufficient budget gets
 * status 429 and the time to wait. Safe for any thread.
 */
public final class RequestBudgets {
  private final Budgets budgets;
  private final Function<HttpServerRequest, ClientRequest> clients;

  /**
   * Pays from these budgets.
   *
   * @param clients finds the client that sent a request, as {@link dev.roost.Endpoint#client} does
   */
  public RequestBudgets(Budgets budgets, Function<HttpServerRequest, ClientRequest> clients) {
    this.budgets = budgets;
    this.clients = clients;
  }

  /** Whether the client's budget suffices for something large. If not, answers the request. */
  boolean isCreationPaid(RoutingContext context, long bytes) {
    return isPaid(context, Budget.CREATIONS, bytes);
  }

  /** The same for a change of a room's texts. */
  boolean isEditPaid(RoutingContext context, RoomText text) {
    String prompt = text.prompt();
    return isPaid(context, Budget.EDITS, prompt == null ? 0 : DocumentText.utf8Length(prompt));
  }

  private boolean isPaid(RoutingContext context, Budget budget, long bytes) {
    String address = clients.apply(context.request()).address();
    try {
      budgets.pay(Payer.of(Authentication.userOf(context), address), budget, bytes);
      return true;
    } catch (BudgetSpentException spent) {
      Answers.tooMany(context, String.valueOf(spent.getMessage()), spent.retryAfterSeconds());
      return false;
    }
  }
}
