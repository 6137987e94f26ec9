package dev.roost.rooms.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ResetRateLimiterTest {
  private static final ClientAddress ATTACKER = ClientAddress.of("198.51.100.1");
  private static final ClientAddress OWNER = ClientAddress.of("192.0.2.1");

  private final AtomicLong now = new AtomicLong();
  private final ResetRateLimiter limiter = new ResetRateLimiter(4, 2, now::get);

  @Test
  void limitsRequestsForAnEmailInAnyCaseAndFromAnywhere() {
    assertThat(limiter.admit("Ann@example.org", ATTACKER)).isZero();
    assertThat(limiter.admit("ann@EXAMPLE.org", OWNER)).isZero();
    now.addAndGet(TimeUnit.MINUTES.toNanos(20));

    assertThat(limiter.admit("ann@example.org", OWNER)).isEqualTo(40 * 60);
    assertThat(limiter.admit("bob@example.org", OWNER)).isZero();
    assertThat(limiter.refused()).isEqualTo(1);
    now.addAndGet(TimeUnit.MINUTES.toNanos(40));
    assertThat(limiter.admit("ann@example.org", OWNER)).isZero();
  }

  @Test
  void requestsBeyondTheLimitOfAnAddressCountForNoEmail() {
    for (int i = 0; i < 4; i++) {
      assertThat(limiter.admit(i + "@example.org", ATTACKER)).isZero();
    }
    for (int i = 0; i < 10; i++) {
      assertThat(limiter.admit("ann@example.org", ATTACKER)).isPositive();
    }

    assertThat(limiter.admit("ann@example.org", OWNER)).isZero();
  }

  @Test
  void limitsANetworkWhoseAddressesAreEachWithinTheirLimit() {
    for (int i = 0; i < 40; i++) {
      String email = i + "@example.org";
      assertThat(limiter.admit(email, ClientAddress.of("2001:db8:1:" + i + "::1"))).isZero();
    }

    assertThat(limiter.admit("a@b", ClientAddress.of("2001:db8:1:ffff::1"))).isPositive();
    assertThat(limiter.admit("a@b", ClientAddress.of("2001:db8:2::1"))).isZero();
  }
}
