package dev.roost.internal.pubsub;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The broadcasts that a subscriber has missed, in order, or the reason why they are not available.
 */
public final class Missed {
  private final List<Dispatch> broadcasts;
  private final @Nullable Gap gap;

  /** Why what was missed cannot be had. */
  public enum Gap {
    /** Some of it is kept no longer. */
    EXPIRED,
    /** The id is not one of this topic: of another node or an earlier run, or none at all. */
    UNKNOWN,
    /** Messages of other nodes were lost in between, perhaps of this topic. */
    LOST
  }

  private Missed(List<Dispatch> broadcasts, @Nullable Gap gap) {
    this.broadcasts = broadcasts;
    this.gap = gap;
  }

  static Missed all(List<Dispatch> broadcasts) {
    return new Missed(List.copyOf(broadcasts), null);
  }

  static Missed gap(Gap why) {
    return new Missed(List.of(), why);
  }

  /** Why there is nothing, or null if there is all. */
  public @Nullable Gap gap() {
    return gap;
  }

  /** How many broadcasts there are. */
  public int size() {
    return broadcasts.size();
  }

  /** How many bytes their payloads have. */
  public long bytes() {
    return broadcasts.stream().mapToLong(dispatch -> dispatch.broadcast().payload().length()).sum();
  }

  /** Gives them up. Call once, instead of {@link #deliverTo}. */
  public void release() {
    broadcasts.forEach(Dispatch::release);
  }

  /** Delivers them, as {@link Subscriber} says. To be called once. */
  public void deliverTo(Subscriber subscriber) {
    for (Dispatch broadcast : broadcasts) {
      try {
        subscriber.deliver(broadcast);
      } finally {
        broadcast.release();
      }
    }
  }
}
