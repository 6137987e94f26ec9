package dev.roost.rooms.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.rooms.config.SignInLimits;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final AtomicLong now = new AtomicLong();
  private final Attempts attempts = new Attempts(new SignInLimits(3, 2, 60, 1_000), now::get);

  @Test
  void countsThoseOfAnAddressWhateverTheyAreFor() {
    for (int i = 0; i < 3; i++) {
      assertThat(attempts.secondsToWait("10.0.0.1", "user" + i)).isZero();
    }
    assertThat(attempts.secondsToWait("10.0.0.1", "user4")).isEqualTo(60);
    assertThat(attempts.secondsToWait("10.0.0.2", "user4")).isZero();
  }

  @Test
  void countsThoseForAnEmailAddressWhereverTheyComeFrom() {
    assertThat(attempts.secondsToWait("10.0.0.1", "a@b")).isZero();
    assertThat(attempts.secondsToWait("10.0.0.2", "A@b")).isZero();
    pass(20);
    assertThat(attempts.secondsToWait("10.0.0.3", "a@B")).isEqualTo(40);
    pass(40);
    assertThat(attempts.secondsToWait("10.0.0.3", "a@b")).isZero();
  }

  @Test
  void forgetsThoseForAnEmailAddressWhenItsOwnerComes() {
    attempts.secondsToWait("10.0.0.1", "a@b");
    attempts.secondsToWait("10.0.0.1", "a@b");
    attempts.succeeded("A@B");

    assertThat(attempts.secondsToWait("10.0.0.1", "a@b")).isZero();
  }

  private void pass(int seconds) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}
