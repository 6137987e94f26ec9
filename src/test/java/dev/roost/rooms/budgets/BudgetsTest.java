package dev.roost.rooms.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roost.rooms.LogCapture;
import dev.roost.rooms.config.BudgetSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Budgets over time. */
class BudgetsTest {
  private static final Payer ANN = new Payer(1L, "192.0.2.1");
  private static final Payer BOB = new Payer(2L, "192.0.2.1");
  private static final Payer CLEO = new Payer(3L, "192.0.2.1");

  private final List<String> refused = new ArrayList<>();
  private long nanos = -1_000_000_000_000L;
  private final Budgets budgets =
      new Budgets(
          // 60 messages per minute, 1 edit per second, 3,600 bytes per hour, two accounts per
          // address.
          new BudgetSettings(60, 1, 2, 3, 3_600, 30, 4, 600, 2, 0, 0, 0),
          (budget, scope) -> refused.add(budget + " " + scope),
          () -> nanos);

  @Test
  void budgetAllowsABurstAndRefillsOverTime() {
    assertThat(spend(ANN, Budget.MESSAGES, 100)).isEqualTo(60);

    passes(Duration.ofSeconds(10));

    assertThat(spend(ANN, Budget.MESSAGES, 100)).isEqualTo(10);
    passes(Duration.ofHours(3));
    assertThat(spend(ANN, Budget.MESSAGES, 100)).isEqualTo(60);
    assertThat(refused).hasSize(3).containsOnly("messages account");
  }

  @Test
  void refusalContainsTheRetryTime() {
    spend(ANN, Budget.CREATIONS, 2);

    assertThatExceptionOfType(BudgetSpentException.class)
        .isThrownBy(() -> budgets.pay(ANN, Budget.CREATIONS, 0))
        .withMessage(
            "Too many new challenges, chats, invites, exports and restored versions."
                + " Try again in 30 minutes")
        .matches(spent -> spent.retryAfterSeconds() == 1_800);
  }

  @Test
  void refundedBudgetIsAvailableAgain() throws BudgetSpentException {
    budgets.pay(ANN, Budget.MESSAGES, 3_600);
    assertThat(spend(ANN, Budget.MESSAGES, 100)).isEqualTo(59);

    budgets.refund(ANN, Budget.MESSAGES, 3_600);

    assertThat(spend(ANN, Budget.MESSAGES, 100)).isEqualTo(1);
    passes(Duration.ofMinutes(1));
    budgets.pay(ANN, Budget.MESSAGES, 3_600);
  }

  @Test
  void accountsOfAnAddressShareItsBudget() {
    assertThat(spend(ANN, Budget.MESSAGES, 100)).isEqualTo(60);
    assertThat(spend(BOB, Budget.MESSAGES, 100)).isEqualTo(60);
    assertThat(spend(CLEO, Budget.MESSAGES, 1)).isZero();
    assertThat(refused).last().isEqualTo("messages address");

    assertThat(spend(new Payer(3L, "192.0.2.2"), Budget.MESSAGES, 100))
        .as("a refusal costs nothing")
        .isEqualTo(60);
  }

  @Test
  void guestsOfAnAddressShareOneBudget() {
    assertThat(spend(new Payer(null, "2001:db8::1"), Budget.MESSAGES, 20)).isEqualTo(20);
    assertThat(spend(new Payer(null, "2001:db8::ffff:2"), Budget.MESSAGES, 20)).isEqualTo(10);
    assertThat(spend(new Payer(null, "2001:db8:0:1::1"), Budget.MESSAGES, 50)).isEqualTo(30);
  }

  @Test
  void bytesCanBeChargedAfterwards() throws BudgetSpentException {
    budgets.pay(ANN, Budget.EDITS, 0);
    budgets.chargeBytes(ANN, 3_600 + 60);

    assertThat(spend(ANN, Budget.EDITS, 1)).isZero();
    passes(Duration.ofSeconds(61));
    assertThat(spend(ANN, Budget.EDITS, 1)).isEqualTo(1);
  }

  @Test
  void refusalForBytesChargesNoMessage() {
    budgets.chargeBytes(ANN, 3_600);
    assertThat(spend(ANN, Budget.MESSAGES, 5, 10)).isZero();

    assertThat(spend(ANN, Budget.MESSAGES, 100, 0)).isEqualTo(60);
  }

  @Test
  void refusalsAreLoggedOncePerMinute() {
    try (LogCapture log = new LogCapture()) {
      spend(ANN, Budget.CREATIONS, 2);
      for (int i = 0; i < 100; i++) {
        spend(ANN, Budget.CREATIONS, 1);
      }
      passes(Duration.ofSeconds(61));
      spend(ANN, Budget.CREATIONS, 1);

      assertThat(log.lines())
          .containsExactly(
              "WARN refusing a request: over its budget budget=creations account=1"
                  + " retry_after=1800s",
              "WARN refusing a request: over its budget budget=creations account=1"
                  + " retry_after=1739s");
    }
  }

  private int spend(Payer payer, Budget budget, int times) {
    return spend(payer, budget, times, 0);
  }

  /** The number of successful charges. */
  private int spend(Payer payer, Budget budget, int times, int bytes) {
    for (int i = 0; i < times; i++) {
      try {
        budgets.pay(payer, budget, bytes);
      } catch (BudgetSpentException e) {
        return i;
      }
    }
    return times;
  }

  private void passes(Duration time) {
    nanos += time.toNanos();
  }
}
