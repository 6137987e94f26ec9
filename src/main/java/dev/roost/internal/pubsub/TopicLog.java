package dev.roost.internal.pubsub;

import dev.roost.pubsub.History;
import dev.roost.serializer.Broadcast;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The latest broadcasts of one topic, in the one order in which all event loops of the node deliver
 * them. A linked list: any thread appends at its end, each loop has a place in it that it has
 * delivered up to, and what is forgotten is at its beginning. No thread waits for another.
 */
final class TopicLog {
  // So that an id of another node, or of a log that was forgotten, is not one of this.
  private final String prefix =
      Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41), Character.MAX_RADIX)
          + ".";

  private final History history;
  private final Histories owner;

  /** The last entry that is forgotten. */
  private final AtomicReference<LogEntry> forgotten;

  /** The last entry, or one not far before it. */
  private final AtomicReference<LogEntry> nearEnd;

  private final AtomicInteger subscribers = new AtomicInteger();

  private volatile long lostAt = -1;
  private volatile boolean closed;

  // Changed only where the table of logs is.
  private int loops;
  private long idleSince;

  TopicLog(Histories owner, History history) {
    this.owner = owner;
    this.history = history;
    LogEntry origin = LogEntry.origin(this);
    forgotten = new AtomicReference<>(origin);
    nearEnd = new AtomicReference<>(origin);
  }

  /** Puts a broadcast behind all others. From any thread. */
  Dispatch append(Broadcast broadcast, @Nullable Subscriber sender) {
    if (broadcast.payload().isBinary() || !history.keeps(broadcast.event())) {
      return new Dispatch(broadcast, sender, LogEntry.PASSING);
    }
    long now = owner.now();
    while (true) {
      LogEntry near = nearEnd();
      LogEntry last = lastFrom(near);
      LogEntry entry = last.followedBy(withId(broadcast, last.number() + 1), sender, now);
      Dispatch dispatch = Objects.requireNonNull(entry.live());
      if (last.become(entry)) {
        nearEnd.compareAndSet(near, entry);
        owner.recorded(entry.end() - last.end());
        forget(entry, now);
        return dispatch;
      }
    }
  }

  private Broadcast withId(Broadcast broadcast, long number) {
    return new Broadcast(
        broadcast.topic(),
        broadcast.event(),
        broadcast.payload().withMember(History.ID, id(number)));
  }

  /** The last entry there is. */
  LogEntry last() {
    return lastFrom(nearEnd());
  }

  private LogEntry nearEnd() {
    return Objects.requireNonNull(nearEnd.get());
  }

  private LogEntry forgotten() {
    return Objects.requireNonNull(forgotten.get());
  }

  private static LogEntry lastFrom(LogEntry entry) {
    LogEntry last = entry;
    for (LogEntry next = last.next(); next != null; next = last.next()) {
      last = next;
    }
    return last;
  }

  String id(long number) {
    return prefix + number;
  }

  // -- What was missed

  /** The entries after the one with this id, up to another one. */
  Missed between(String id, long upTo) {
    long since = number(id);
    if (since < 0 || since > upTo) {
      return Missed.gap(Missed.Gap.UNKNOWN);
    }
    if (since <= lostAt) {
      return Missed.gap(Missed.Gap.LOST);
    }
    removeOld();
    LogEntry before = forgotten();
    if (since < before.number()) {
      return Missed.gap(Missed.Gap.EXPIRED);
    }
    List<Dispatch> missed = new ArrayList<>();
    for (LogEntry entry = before; entry.number() < upTo; ) {
      entry = Objects.requireNonNull(entry.next());
      if (entry.number() > since) {
        Dispatch again = entry.again();
        if (again == null) {
          // Forgotten while we look.
          return Missed.gap(Missed.Gap.EXPIRED);
        }
        missed.add(again);
      }
    }
    return Missed.all(missed);
  }

  // An id is ours if formatting its number gives the same string.
  private long number(String id) {
    try {
      long number = id.startsWith(prefix) ? Long.parseLong(id.substring(prefix.length())) : -1;
      return id(number).equals(id) ? number : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Broadcasts of other nodes may have been lost up to now. */
  void mayHaveMissed() {
    lostAt = last().number();
  }

  // -- What is forgotten

  /** Removes old entries. From any thread. */
  void removeOld() {
    forget(last(), owner.now());
  }

  /** Removes all entries, and keeps none from now on. */
  void close() {
    closed = true;
    removeOld();
  }

  private void forget(LogEntry newest, long now) {
    while (true) {
      LogEntry before = forgotten();
      LogEntry oldest = before.next();
      if (oldest == null || !exceedsBounds(before, oldest, newest, now)) {
        return;
      }
      if (forgotten.compareAndSet(before, oldest)) {
        oldest.forget();
        owner.release(oldest.end() - before.end());
      }
    }
  }

  private boolean exceedsBounds(LogEntry before, LogEntry oldest, LogEntry newest, long now) {
    return closed
        || newest.number() - before.number() > history.messages()
        || newest.end() - before.end() > history.bytes()
        || now - oldest.at() > history.age().toNanos()
        || owner.isFull();
  }

  // -- Who needs it; for the table of logs

  void changeSubscribers(int by) {
    subscribers.addAndGet(by);
  }

  /** The number of subscribers beyond those that the topic counts itself. From any thread. */
  int moreSubscribers() {
    return subscribers.get();
  }

  void retainLoop() {
    loops++;
  }

  void releaseLoop(long now) {
    loops--;
    idleSince = now;
  }

  boolean isIdle(long now) {
    return loops == 0 && now - idleSince > history.age().toNanos();
  }
}
