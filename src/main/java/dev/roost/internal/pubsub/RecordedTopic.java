package dev.roost.internal.pubsub;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers of a topic's history on one event loop, and how far they were given its log.
 *
 * <p>For each entry of the log, the loop is handed its dispatch, but perhaps not in the log's
 * order. So what is delivered is the log, up to the entry that was handed; a dispatch whose entry
 * was delivered already is ignored. As long as a loop has not been handed an entry that it wants,
 * or has it in its queue, its dispatch is alive.
 */
final class RecordedTopic implements Subscriber, TopicSubscribers.Owner {
  private final TopicLog log;
  private final HistoryMetrics metrics;
  private final Runnable whenEmpty;
  private final TopicSubscribers subscribers;
  private LogEntry delivered;
  private @Nullable Subscription place;

  RecordedTopic(String topic, TopicLog log, HistoryMetrics metrics, Runnable whenEmpty) {
    this.subscribers = new TopicSubscribers(this, topic);
    this.log = log;
    this.metrics = metrics;
    this.whenEmpty = whenEmpty;
    this.delivered = log.last();
  }

  /** Has the loop handed what is broadcast, and begins behind what has been. */
  void enter(LoopTopics topics, String topic) {
    place = topics.subscribe(topic, this);
    // To the topic, all of them are this one subscriber.
    log.changeSubscribers(-1);
    // In this order: what comes after is handed to this loop.
    delivered = log.last();
  }

  HistorySubscription add(Subscriber subscriber) {
    // The new log starts after the last broadcast of all, whichever node its client received it
    // from.
    deliverUpTo(log.last());
    log.changeSubscribers(1);
    return new Place(subscribers.add(subscriber), delivered.number());
  }

  @Override
  public void deliver(Dispatch dispatch) {
    LogEntry entry = dispatch.entry();
    if (entry == LogEntry.PASSING) {
      subscribers.deliver(dispatch);
    } else if (entry != null && entry.log() == log) {
      deliverUpTo(entry);
    }
    // Other logs of the topic are older than this one.
  }

  private void deliverUpTo(LogEntry last) {
    while (delivered.number() < last.number()) {
      delivered = Objects.requireNonNull(delivered.next());
      Dispatch live = delivered.live();
      if (live != null) {
        subscribers.deliver(live);
      } else {
        deliverAgain(delivered);
      }
    }
  }

  // A subscriber on another loop has failed, and this loop was not handed what came after it.
  private void deliverAgain(LogEntry entry) {
    Dispatch again = entry.again();
    if (again != null) {
      subscribers.deliver(again);
      again.release();
    }
  }

  @Override
  public void emptied(String topic) {
    log.changeSubscribers(1);
    Objects.requireNonNull(place).cancel();
    whenEmpty.run();
  }

  private final class Place implements HistorySubscription {
    private final Subscription subscription;

    // Not the entry itself, which would keep all behind it as long as the subscription lasts.
    private final long before;
    private boolean cancelled;

    Place(Subscription subscription, long before) {
      this.subscription = subscription;
      this.before = before;
    }

    @Override
    public String position() {
      return log.id(before);
    }

    @Override
    public Missed since(String id) {
      Missed missed = log.between(id, before);
      if (missed.gap() == null) {
        metrics.countResumed(missed.size());
      } else {
        metrics.countGap();
      }
      return missed;
    }

    @Override
    public void cancel() {
      if (!cancelled) {
        cancelled = true;
        log.changeSubscribers(-1);
        subscription.cancel();
      }
    }
  }
}
