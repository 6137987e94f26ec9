package dev.roost.internal.session;

import dev.roost.channel.ConnectResult;
import dev.roost.internal.pubsub.PubSub;
import dev.roost.internal.pubsub.Subscriber;
import dev.roost.internal.pubsub.Subscription;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a connection when the connect handler's answer says so: on {@code disconnect} at its socket
 * id or another of its topics, and when it expires. On the session's event loop.
 */
final class EndWatch {
  private static final Logger log = LoggerFactory.getLogger(EndWatch.class);

  /** Timers count nanoseconds in a long. A client that stays for so long can connect again. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private static final String DISCONNECT = "disconnect";
  private static final String DISCONNECTED = "disconnected";
  private static final String EXPIRED = "expired";

  private final List<Subscription> subscriptions;
  private final @Nullable ScheduledFuture<?> expiry;

  private EndWatch(List<Subscription> subscriptions, @Nullable ScheduledFuture<?> expiry) {
    this.subscriptions = subscriptions;
    this.expiry = expiry;
  }

  /**
   * Begins to watch.
   *
   * @param disconnect called on the loop with a reason, after this has returned and outside of any
   *     delivery
   * @return null if nothing but its client ends the connection
   */
  static @Nullable EndWatch open(
      PubSub pubSub, SessionLoop loop, ConnectResult result, Consumer<String> disconnect) {
    Instant expiresAt = result.expiresAt();
    BooleanSupplier stillAccepted = result.stillAccepted();
    if (result.id() == null
        && result.disconnectTopics().isEmpty()
        && expiresAt == null
        && stillAccepted == null) {
      return null;
    }
    List<Subscription> subscriptions = new ArrayList<>(1 + result.disconnectTopics().size());
    Subscriber subscriber =
        dispatch -> {
          if (dispatch.broadcast().event().equals(DISCONNECT)) {
            // Not now: closing cancels subscriptions, which delivery forbids.
            loop.execute(() -> disconnect.accept(DISCONNECTED));
          }
        };
    if (result.id() != null) {
      subscriptions.add(pubSub.subscribe(loop.eventLoop(), result.id(), subscriber));
    }
    for (String topic : result.disconnectTopics()) {
      subscriptions.add(pubSub.subscribe(loop.eventLoop(), topic, subscriber));
    }
    // Check after subscribing: the subscription receives later disconnects, the check finds earlier
    // ones.
    if (stillAccepted != null && !holds(stillAccepted)) {
      loop.execute(() -> disconnect.accept(DISCONNECTED));
    }
    return new EndWatch(subscriptions, expiry(loop, expiresAt, disconnect));
  }

  private static boolean holds(BooleanSupplier stillAccepted) {
    try {
      return stillAccepted.getAsBoolean();
    } catch (RuntimeException failure) {
      log.error("closing a connection: its check stillAccepted failed: {}", Crash.line(failure));
      log.debug("stillAccepted failed", failure);
      return false;
    }
  }

  private static @Nullable ScheduledFuture<?> expiry(
      SessionLoop loop, @Nullable Instant expiresAt, Consumer<String> disconnect) {
    if (expiresAt == null) {
      return null;
    }
    Instant now = Instant.now();
    Instant latest = now.plus(LONGEST);
    Instant end = expiresAt.isBefore(latest) ? expiresAt : latest;
    long millis = Math.max(0, Duration.between(now, end).toMillis());
    return loop.schedule(millis, () -> disconnect.accept(EXPIRED));
  }

  /** Stops watching; nothing of it is called later. */
  void cancel() {
    subscriptions.forEach(Subscription::cancel);
    if (expiry != null) {
      expiry.cancel(false);
    }
  }
}
