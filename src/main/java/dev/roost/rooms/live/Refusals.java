package dev.roost.rooms.live;

import dev.roost.rooms.budgets.BudgetSpentException;
import dev.roost.rooms.chats.NameTakenException;
import dev.roost.rooms.database.LimitReachedException;
import dev.roost.rooms.database.Outages;
import dev.roost.rooms.database.OwnLimitReachedException;
import dev.roost.rooms.signin.SignInRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people why something was not done. */
final class Refusals {
  private static final Logger log = LoggerFactory.getLogger(Refusals.class);

  private Refusals() {}

  /**
   * The text to show for a failure. One that is not expected is logged.
   *
   * @param otherwise what to show for it
   */
  static String text(Throwable failure, String otherwise) {
    if (failure instanceof SignInRefusedException refused) {
      return refused.isBusy()
          ? "The server is busy, try again in a moment."
          : "Too many attempts. Try again in " + refused.secondsToWait() + " seconds.";
    }
    if (failure instanceof BudgetSpentException) {
      return failure.getMessage() + ".";
    }
    if (failure instanceof NameTakenException) {
      return "The name has already been taken.";
    }
    if (failure instanceof LimitReachedException) {
      return "There are too many chats already.";
    }
    if (failure instanceof OwnLimitReachedException limit) {
      return "You have " + limit.max() + " chats, and may have no more.";
    }
    if (Outages.isKnown(failure)) {
      return "The database is unavailable, try again later.";
    }
    log.error("could not run the action of a live view", failure);
    return otherwise;
  }
}
