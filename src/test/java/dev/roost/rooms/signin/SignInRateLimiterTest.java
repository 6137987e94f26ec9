package dev.roost.rooms.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.rooms.LogCapture;
import dev.roost.rooms.config.SignInLimits;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SignInRateLimiterTest {
  private static final int PER_ADDRESS = 3;
  private static final int PER_NETWORK = 8;
  private static final int REGISTRATIONS = 2;
  private static final int PER_EMAIL = 2;
  private static final ClientAddress ATTACKER = ClientAddress.of("198.51.100.1");
  private static final ClientAddress OWNER = ClientAddress.of("192.0.2.1");

  private final AtomicLong now = new AtomicLong();
  private final SignInRateLimiter limiter =
      new SignInRateLimiter(
          new SignInLimits(PER_ADDRESS, PER_NETWORK, REGISTRATIONS, PER_EMAIL, 60, 64, 8, 1_000),
          now::get);

  @Test
  void limitsAttemptsOfAnAddress() {
    for (int i = 0; i < PER_ADDRESS; i++) {
      assertThat(limiter.admit(ATTACKER)).isZero();
    }
    pass(20);

    assertThat(limiter.admit(ATTACKER)).isEqualTo(40);
    assertThat(limiter.admit(OWNER)).isZero();
    pass(40);
    assertThat(limiter.admit(ATTACKER)).isZero();
  }

  @Test
  void limitsAttemptsOfANetworkWhoseAddressesAreEachWithinTheirLimit() {
    for (int i = 0; i < PER_NETWORK; i++) {
      assertThat(limiter.admit(ClientAddress.of("2001:db8:1:" + i + "::1"))).isZero();
    }

    assertThat(limiter.admit(ClientAddress.of("2001:db8:1:ffff::1"))).isPositive();
    assertThat(limiter.admit(ClientAddress.of("2001:db8:2::1"))).isZero();
  }

  @Test
  void limitsRegistrationsOfAnAddressMoreThanItsAttempts() {
    for (int i = 0; i < REGISTRATIONS; i++) {
      assertThat(limiter.admitRegistration(ATTACKER)).isZero();
    }

    assertThat(limiter.admitRegistration(ATTACKER)).isPositive();
    assertThat(limiter.admit(ATTACKER)).isZero();
  }

  @Test
  void limitsStrangersAcrossNetworks() {
    assertThat(limiter.admitTo("a@b", ATTACKER, false)).isZero();
    assertThat(limiter.admitTo("A@b", ClientAddress.of("203.0.113.1"), false)).isZero();

    assertThat(limiter.admitTo("a@B", ClientAddress.of("203.0.113.2"), false)).isEqualTo(60);
    assertThat(limiter.admitTo("c@d", ClientAddress.of("203.0.113.2"), false)).isZero();
  }

  @Test
  void strangersDoNotLimitTheOwnerInAKnownNetwork() {
    for (int i = 0; i < 100; i++) {
      limiter.admitTo("a@b", ATTACKER, false);
    }

    assertThat(limiter.admitTo("a@b", OWNER, true)).isZero();
  }

  @Test
  void limitsGuessesInAKnownNetworkByAddressUntilTheOwnerSignsIn() {
    for (int i = 0; i < PER_EMAIL; i++) {
      assertThat(limiter.admitTo("a@b", OWNER, true)).isZero();
    }

    assertThat(limiter.admitTo("a@b", OWNER, true)).isPositive();
    assertThat(limiter.admitTo("a@b", ClientAddress.of("192.0.2.2"), true)).isZero();
    limiter.succeeded("A@B", OWNER, true);
    assertThat(limiter.admitTo("a@b", OWNER, true)).isZero();
  }

  @Test
  void ownersSuccessDoesNotResetTheLimitOfStrangers() {
    for (int i = 0; i < PER_EMAIL; i++) {
      limiter.admitTo("a@b", ATTACKER, false);
    }

    limiter.succeeded("a@b", OWNER, true);

    assertThat(limiter.admitTo("a@b", ATTACKER, false)).isPositive();
  }

  @Test
  void successfulAttemptInANewNetworkDoesNotCount() {
    for (int i = 0; i < 10; i++) {
      ClientAddress elsewhere = ClientAddress.of("203.0." + i + ".1");
      assertThat(limiter.admitTo("a@b", elsewhere, false)).isZero();
      limiter.succeeded("a@b", elsewhere, false);
    }
  }

  @Test
  void refusedAttemptsAddNoCountAndOneLogLine() {
    for (int i = 0; i < PER_ADDRESS; i++) {
      limiter.admit(ATTACKER);
    }
    long before = limiter.size();

    try (LogCapture log = new LogCapture()) {
      for (int i = 0; i < 1_000; i++) {
        assertThat(limiter.admit(ATTACKER)).isPositive();
      }
      assertThat(log.lines())
          .containsExactly(
              "WARN refusing attempts to sign in from one address seconds=60 limit=3"
                  + " address=198.51.100.1/32");
    }

    assertThat(limiter.size()).isEqualTo(before);
    assertThat(limiter.refused()).isEqualTo(1_000);
    for (int i = 1; i <= PER_NETWORK - PER_ADDRESS; i++) {
      assertThat(limiter.admit(ClientAddress.of("198.51.100.1" + i)))
          .as("the network does not count attempts refused by address")
          .isZero();
    }
  }

  @Test
  void numberOfCountsIsLimited() {
    for (int i = 0; i < 2 * AttemptCounts.MAX_COUNTS; i++) {
      limiter.admit(ClientAddress.of("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)));
      limiter.admitTo("user" + i, ATTACKER, false);
    }

    assertThat(limiter.size()).isLessThanOrEqualTo(3L * AttemptCounts.MAX_COUNTS);
  }

  private void pass(int seconds) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}
