package dev.roost.rooms.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.rooms.config.SignInLimits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SignInGuardTest {
  private static final int SLOTS = 5;
  private static final int SLOTS_PER_NETWORK = 3;
  private static final SignInLimits LIMITS =
      new SignInLimits(4, 100, 100, 100, 60, SLOTS, SLOTS_PER_NETWORK, 1_000);
  private static final ClientAddress CLIENT = ClientAddress.of("192.0.2.1");

  private final AtomicInteger queries = new AtomicInteger();
  private final AtomicInteger checks = new AtomicInteger();
  private final List<Promise<Boolean>> hashing = new ArrayList<>();
  private final HashingSlots slots = new HashingSlots(SLOTS, SLOTS_PER_NETWORK);
  private final SignInGuard guard =
      new SignInGuard(
          new SignInRateLimiter(LIMITS),
          slots,
          new KnownNetworks() {
            @Override
            public Future<Boolean> isKnown(String email, ClientAddress client) {
              queries.incrementAndGet();
              return Future.succeededFuture(false);
            }

            @Override
            public Future<Void> remember(long userId, String email, ClientAddress client) {
              return Future.failedFuture("disk full");
            }
          },
          request -> {
            throw new AssertionError("there are no requests here");
          });

  private Future<Boolean> hash() {
    checks.incrementAndGet();
    Promise<Boolean> promise = Promise.promise();
    hashing.add(promise);
    return promise.future();
  }

  private Future<Boolean> signIn(ClientAddress client) {
    return guard.signIn("a@b", client, this::hash);
  }

  private static SignInRefusedException refusal(Future<?> attempt) {
    assertThat(attempt.failed()).isTrue();
    return (SignInRefusedException) attempt.cause();
  }

  @Test
  void attemptBeyondItsAddressLimitCostsNoQueryAndNoHash() {
    for (int i = 0; i < 4; i++) {
      signIn(CLIENT);
      hashing.get(i).complete(false);
    }
    int queriesBefore = queries.get();

    SignInRefusedException refused = refusal(signIn(CLIENT));

    assertThat(refused.isBusy()).isFalse();
    assertThat(refused.secondsToWait()).isEqualTo(60);
    assertThat(queries).hasValue(queriesBefore);
    assertThat(checks).hasValue(4);
    assertThat(guard.refusedTooOften()).isEqualTo(1);
    assertThat(slots.used()).isZero();
  }

  @Test
  void slotsPerNetworkAreLimited() {
    for (int i = 0; i < SLOTS_PER_NETWORK; i++) {
      signIn(CLIENT);
    }

    assertThat(refusal(signIn(ClientAddress.of("192.0.2.2"))).isBusy()).isTrue();
    Future<Boolean> other = signIn(ClientAddress.of("198.51.100.1"));
    hashing.get(SLOTS_PER_NETWORK).complete(true);
    assertThat(other.result()).isTrue();
    assertThat(guard.refusedBusy()).isEqualTo(1);
  }

  @Test
  void refusesBeyondTheQueueLimitAndRecovers() {
    for (int i = 0; i < SLOTS; i++) {
      signIn(ClientAddress.of("192.0." + i + ".1"));
    }
    assertThat(refusal(signIn(ClientAddress.of("192.0.99.1"))).isBusy()).isTrue();
    assertThat(checks).hasValue(SLOTS);

    hashing.get(0).fail("no such algorithm");
    hashing.get(1).complete(true);
    signIn(ClientAddress.of("192.0.99.1"));
    assertThat(checks).hasValue(SLOTS + 1);

    hashing.forEach(each -> each.tryComplete(false));
    assertThat(slots.used()).isZero();
    assertThat(slots.networks()).isZero();
  }

  @Test
  void failureToStoreANetworkDoesNotRefuseTheSignIn() {
    assertThat(guard.succeeded(1, "a@b", CLIENT).succeeded()).isTrue();
  }
}
