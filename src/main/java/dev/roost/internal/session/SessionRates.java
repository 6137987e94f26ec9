package dev.roost.internal.session;

import dev.roost.Rate;
import dev.roost.SocketLimits;
import dev.roost.internal.rate.TokenBucket;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Holds one connection to the rates of its options. */
final class SessionRates {
  /** The verdict on a message. */
  enum Verdict {
    HANDLE,
    REFUSE,
    CLOSE
  }

  private final @Nullable TokenBucket joins;
  private final @Nullable TokenBucket messages;
  private final LongSupplier clock;

  private SessionRates(
      @Nullable TokenBucket joins, @Nullable TokenBucket messages, LongSupplier clock) {
    this.joins = joins;
    this.messages = messages;
    this.clock = clock;
  }

  /**
   * Null if there are no rates to be held to, which costs nothing.
   *
   * @param clock gives nanoseconds
   */
  static @Nullable SessionRates of(SocketLimits options, LongSupplier clock) {
    Rate joinRate = options.joinRate();
    Rate messageRate = options.messageRate();
    if (joinRate == null && messageRate == null) {
      return null;
    }
    long now = clock.getAsLong();
    return new SessionRates(
        joinRate == null ? null : new TokenBucket(joinRate.perSecond(), joinRate.burst(), now),
        messageRate == null
            ? null
            : new TokenBucket(messageRate.perSecond(), messageRate.burst(), now),
        clock);
  }

  /**
   * A message came. Refused messages count too, so a client that keeps sending is closed, and a
   * client that waits recovers.
   */
  Verdict message() {
    if (messages == null || messages.take(clock.getAsLong())) {
      return Verdict.HANDLE;
    }
    messages.takeInAdvance();
    return messages.isOverdrawn() ? Verdict.CLOSE : Verdict.REFUSE;
  }

  /** Whether one more join may be tried. */
  boolean join() {
    return joins == null || joins.take(clock.getAsLong());
  }
}
