package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.message;
import static dev.roost.internal.session.RecordingClient.ok;
import static dev.roost.internal.session.RecordingClient.reply;
import static dev.roost.internal.session.SessionRates.Verdict.CLOSE;
import static dev.roost.internal.session.SessionRates.Verdict.HANDLE;
import static dev.roost.internal.session.SessionRates.Verdict.REFUSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.roost.Rate;
import dev.roost.SocketLimits;
import dev.roost.channel.CloseCode;
import dev.roost.internal.rate.TokenBucket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rate limits of joins and messages per connection. */
class RateTest {
  /** So slow that no test sees a token return. */
  private static final double NEVER = 1e-6;

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private final SessionFixture fixture = new SessionFixture();
  private final CapturedLog log = new CapturedLog();

  @AfterEach
  void close() {
    log.close();
    fixture.close();
  }

  private void pass(long millis) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void burstIsAllowedAndTokensRefillOverTime() {
    TokenBucket bucket = new TokenBucket(2, 3, clock.get());
    for (int i = 0; i < 3; i++) {
      assertThat(bucket.take(clock.get())).isTrue();
    }
    assertThat(bucket.take(clock.get())).isFalse();
    pass(499);
    assertThat(bucket.take(clock.get())).isFalse();
    pass(1);
    assertThat(bucket.take(clock.get())).isTrue();
    assertThat(bucket.take(clock.get())).isFalse();
    pass(3_600_000);
    for (int i = 0; i < 3; i++) {
      assertThat(bucket.take(clock.get())).isTrue();
    }
    assertThat(bucket.take(clock.get())).isFalse();
  }

  @Test
  void clientIsClosedOnlyIfItKeepsExceedingTheRate() {
    SessionRates rates =
        SessionRates.of(SocketLimits.DEFAULT.withMessageRate(new Rate(1, 2)), clock::get);
    assertThat(rates.message()).isEqualTo(HANDLE);
    assertThat(rates.message()).isEqualTo(HANDLE);
    assertThat(rates.message()).isEqualTo(REFUSE);
    pass(2_000);
    assertThat(rates.message()).isEqualTo(HANDLE);
    assertThat(rates.message()).isEqualTo(REFUSE);
    assertThat(rates.message()).isEqualTo(CLOSE);
  }

  @Test
  void withoutRatesThereAreNoLimiters() {
    assertThat(SessionRates.of(SocketLimits.DEFAULT, clock::get)).isNull();
    assertThatIllegalArgumentException().isThrownBy(() -> new Rate(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Rate(Double.NaN, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Rate(1, 0));
  }

  @Test
  void onlyJoinsBeyondTheRateAreRefused() {
    RecordingClient client =
        fixture
            .limits(SocketLimits.DEFAULT.withJoinRate(new Rate(NEVER, 2)))
            .route("*", ScriptedChannel::new)
            .connect();
    client.joins("a", "1").joins("b", "2").joins("c", "3").joins("a", "4");
    assertThat(client.received())
        .containsExactly(
            ok("1", "1", "a"),
            ok("2", "2", "b"),
            reply("3", "3", "c", "error", "{\"reason\":\"too many joins\"}"),
            reply("4", "4", "a", "error", "{\"reason\":\"too many joins\"}"));
    client.sends(message("1", "5", "a", "e"));
    assertThat(client.received()).containsExactly(ok("1", "5", "a"));
    assertThat(fixture.metrics().tooManyJoins()).isEqualTo(2);
    assertThat(fixture.metrics().joined()).isEqualTo(2);
    assertThat(client.closeCode()).isZero();
  }

  @Test
  void messagesBeyondTheRateAreRefusedUntilTheConnectionIsClosed() {
    ScriptedChannel channel = new ScriptedChannel();
    RecordingClient client =
        fixture
            .limits(SocketLimits.DEFAULT.withMessageRate(new Rate(NEVER, 4)))
            .serve("a", channel)
            .connect();
    client.joins("a", "1");
    for (int i = 2; i <= 5; i++) {
      client.sends(message("1", "" + i, "a", "e"));
    }
    assertThat(client.received())
        .containsExactly(
            ok("1", "1", "a"),
            ok("1", "2", "a"),
            ok("1", "3", "a"),
            ok("1", "4", "a"),
            reply("1", "5", "a", "error", "{\"reason\":\"too many messages\"}"));
    client.sends(message(null, "6", "phoenix", "heartbeat"));
    client.sends(message("1", "7", "a", "phx_leave"));
    assertThat(client.received())
        .containsExactly(
            ok(null, "6", "phoenix"), ok("1", "7", "a"), RecordingClient.closed("1", "a"));
    assertThat(client.closeCode()).isZero();
    client.sends(message(null, "8", "phoenix", "heartbeat"));
    assertThat(client.received()).isEmpty();
    assertThat(client.closeCode()).isEqualTo(CloseCode.OVERLOADED);
    assertThat(channel.calls.stream().filter("in:e"::equals)).hasSize(3);
    assertThat(fixture.metrics().tooManyMessages()).isEqualTo(4);
    assertThat(log.lines())
        .filteredOn(line -> line.startsWith("WARN"))
        .containsExactly("WARN closing a connection to /test: too many messages");
  }
}
