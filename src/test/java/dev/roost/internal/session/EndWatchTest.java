package dev.roost.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.CloseCode;
import dev.roost.channel.ConnectResult;
import dev.roost.internal.pubsub.Eventually;
import dev.roost.internal.pubsub.Subscriptions;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Server-side reasons to end a connection. */
class EndWatchTest {
  private final SessionFixture fixture = new SessionFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void disconnectClosesTheConnectionOnEachOfItsTopics() {
    ConnectResult user = ConnectResult.accept().id("users:1");
    RecordingClient phone = fixture.connectWith("2.0.0", user.disconnectOn("sessions:phone"));
    RecordingClient laptop = fixture.connectWith("2.0.0", user.disconnectOn("sessions:laptop"));

    fixture.broadcasts("sessions:phone", "disconnect", "{}");

    assertThat(phone.closeCode()).isEqualTo(CloseCode.GOING_AWAY);
    assertThat(laptop.closeCode()).isZero();
    fixture.broadcasts("users:1", "disconnect", "{}");
    assertThat(laptop.closeCode()).isEqualTo(CloseCode.GOING_AWAY);
    assertThat(Subscriptions.topicsOf(fixture.pubSub())).isEmpty();
  }

  @Test
  void checkDetectsADisconnectBeforeTheSubscription() {
    AtomicBoolean ended = new AtomicBoolean();
    ConnectResult result = ConnectResult.accept().id("users:1").stillAccepted(() -> !ended.get());
    assertThat(fixture.connectWith("2.0.0", result).closeCode()).isZero();

    ended.set(true);

    assertThat(fixture.connectWith("2.0.0", result).closeCode()).isEqualTo(CloseCode.GOING_AWAY);
  }

  @Test
  void throwingCheckClosesTheConnection() {
    ConnectResult result =
        ConnectResult.accept()
            .stillAccepted(
                () -> {
                  throw new IllegalStateException("unknown");
                });
    try (CapturedLog log = new CapturedLog()) {
      assertThat(fixture.connectWith("2.0.0", result).closeCode()).isEqualTo(CloseCode.GOING_AWAY);
      assertThat(log.errors()).hasSize(1);
    }
  }

  @Test
  void connectionClosesWhenItExpires() throws Exception {
    Instant now = Instant.now();
    RecordingClient past =
        fixture.connectWith("2.0.0", ConnectResult.accept().expiresAt(now.minusSeconds(1)));
    RecordingClient soon =
        fixture.connectWith("2.0.0", ConnectResult.accept().expiresAt(now.plusMillis(200)));
    RecordingClient never =
        fixture.connectWith("2.0.0", ConnectResult.accept().expiresAt(Instant.MAX));

    Eventually.eventually(
        () -> {
          assertThat(past.closeCode()).isEqualTo(CloseCode.GOING_AWAY);
          assertThat(soon.closeCode()).isEqualTo(CloseCode.GOING_AWAY);
        });
    assertThat(never.closeCode()).isZero();
  }
}
