package dev.roost;

import dev.roost.channel.EventHandler;
import dev.roost.channel.PushHandler;
import dev.roost.internal.rate.TokenBucket;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Holds events of one channel to a rate. Beyond, a message does not reach its handler: the client
 * gets the error {@code {"reason": "too many messages"}}.
 *
 * <pre>{@code
 * private final RateLimiter limiter = new RateLimiter(new Rate(2, 10));
 *
 * RoomChannel() {
 *   on("new_msg", NewMessage.class, limiter.limit(this::newMessage));
 *   on("edit", Edit.class, limiter.limit(this::edit));
 * }
 * }</pre>
 *
 * <p>Events that share a limiter share its rate. {@link SocketMount#messageRate} limits all
 * messages of a connection instead. A limiter is used in the callbacks of one channel only.
 */
public final class RateLimiter {
  private static final Map<String, String> TOO_MANY = Map.of("reason", "too many messages");

  private final TokenBucket bucket;
  private final LongSupplier clock;

  /** Allows a whole burst at first. */
  public RateLimiter(Rate rate) {
    this(rate, System::nanoTime);
  }

  /**
   * As {@link #RateLimiter(Rate)}, by another clock.
   *
   * @param clock gives nanoseconds
   */
  RateLimiter(Rate rate, LongSupplier clock) {
    this.clock = clock;
    bucket = new TokenBucket(rate.perSecond(), rate.burst(), clock.getAsLong());
  }

  /** Counts one event, and says whether the rate allows it. */
  public boolean tryAcquire() {
    return bucket.take(clock.getAsLong());
  }

  /** Calls the handler as often as the rate allows. */
  public <T> EventHandler<T> limit(EventHandler<T> handler) {
    return (message, push) -> {
      if (tryAcquire()) {
        handler.handle(message, push);
      } else {
        push.error(TOO_MANY);
      }
    };
  }

  /** Calls the handler as often as the rate allows. */
  public PushHandler limit(PushHandler handler) {
    return push -> {
      if (tryAcquire()) {
        handler.handle(push);
      } else {
        push.error(TOO_MANY);
      }
    };
  }
}
