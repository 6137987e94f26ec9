package dev.roost.internal.pubsub;

import dev.roost.serializer.Broadcast;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One broadcast in the log of its topic. */
final class LogEntry {
  /** Stands for all that is broadcast to a topic with a log, and is not kept. */
  static final LogEntry PASSING = new LogEntry(null, 0, 0, 0, null);

  private final @Nullable TopicLog log;
  private final long number;
  private final long end;
  private final long at;
  private final AtomicReference<@Nullable LogEntry> next = new AtomicReference<>();
  private volatile @Nullable Broadcast kept;
  private volatile @Nullable Dispatch live;

  private LogEntry(
      @Nullable TopicLog log, long number, long end, long at, @Nullable Broadcast broadcast) {
    this.log = log;
    this.number = number;
    this.end = end;
    this.at = at;
    this.kept = broadcast;
  }

  /** The entry before the first broadcast. */
  static LogEntry origin(TopicLog log) {
    return new LogEntry(log, 0, 0, 0, null);
  }

  /**
   * An entry that may become the next one.
   *
   * @param broadcast with its id
   */
  LogEntry followedBy(Broadcast broadcast, @Nullable Subscriber sender, long now) {
    LogEntry entry =
        new LogEntry(log, number + 1, end + broadcast.payload().length(), now, broadcast);
    entry.live = new Dispatch(broadcast, sender, entry);
    return entry;
  }

  @Nullable TopicLog log() {
    return log;
  }

  /** Its place in the log. */
  long number() {
    return number;
  }

  /** How many bytes this and all before it have. */
  long end() {
    return end;
  }

  /** When it was made, in nanoseconds. */
  long at() {
    return at;
  }

  @Nullable LogEntry next() {
    return next.get();
  }

  boolean become(LogEntry following) {
    return next.compareAndSet(null, following);
  }

  /** By which clients know it, or null if they do not. */
  @Nullable String id() {
    return log == null ? null : log.id(number);
  }

  /** On its way for the first time; null when that is over. */
  @Nullable Dispatch live() {
    return live;
  }

  /** It has reached everybody it was on its way to. */
  void delivered(Dispatch dispatch) {
    if (live == dispatch) {
      live = null;
    }
  }

  /** For another who missed it; null if it is kept no longer. */
  @Nullable Dispatch again() {
    Broadcast broadcast = kept;
    return broadcast == null ? null : new Dispatch(broadcast, null, this);
  }

  /** Lets go of the broadcast. Loops that are behind still have it on its way. */
  void forget() {
    kept = null;
  }
}
