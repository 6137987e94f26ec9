package dev.roost.internal.presence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roost.internal.pubsub.PubSub;
import dev.roost.presence.PresenceFetcher;
import dev.roost.presence.PresenceListener;
import dev.roost.presence.PresenceOptions;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The presences of one topic as this node sees them. A verticle: deployed when the topic gets its
 * first presence, undeployed when it has lost its last.
 *
 * <p>The view changes on the verticle's event loop only. Other threads read the state that was
 * published last, which is always the state after some diff.
 */
final class TopicPresence extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(TopicPresence.class);

  private static final String DIFF = "presence_diff";

  private final PresenceTopics topics;
  private final String topic;
  private final PubSub pubSub;
  private final PresenceOptions options;
  private final Queue<Mail> mail = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final AtomicBoolean deploying = new AtomicBoolean();
  private final DiffWindow window = new DiffWindow();
  private final LeaveGrace grace = new LeaveGrace();
  private List<Promise<Void>> unpublished = new ArrayList<>();
  private PresenceState current = PresenceState.NONE;
  private volatile PresenceState published = PresenceState.NONE;
  private final Promise<String> deployment = Promise.promise();
  private volatile boolean deployed;
  private boolean publishing;
  private boolean retired;
  private boolean timerSet;
  private long lastPublished = Long.MIN_VALUE;

  private record Mail(Change change, @Nullable Promise<Void> published) {}

  TopicPresence(PresenceTopics topics, String topic, PubSub pubSub, PresenceOptions options) {
    this.topics = topics;
    this.topic = topic;
    this.pubSub = pubSub;
    this.options = options;
  }

  String topic() {
    return topic;
  }

  PresenceState published() {
    return published;
  }

  boolean hasMail() {
    return !mail.isEmpty();
  }

  // -- From any thread

  void put(Change change, @Nullable Promise<Void> promise) {
    mail.add(new Mail(change, promise));
  }

  /** Schedules a read of the mailbox. */
  void scheduleRead(Vertx vertxOfAll, Context deployer) {
    if (!awake.compareAndSet(false, true)) {
      return;
    }
    if (deployed) {
      context.runOnContext(ignored -> read());
    } else {
      deploying.set(true);
      deployer.runOnContext(
          ignored ->
              vertxOfAll
                  .deployVerticle(this)
                  .onComplete(deployment)
                  .onFailure(
                      failure -> log.error("no presence for {}: {}", topic, failure.toString())));
    }
  }

  /** Undeploys the verticle, and thereby cancels its timers. */
  Future<Void> end(Vertx vertxOfAll) {
    if (!deploying.get()) {
      return Future.succeededFuture();
    }
    return deployment
        .future()
        .compose(vertxOfAll::undeploy)
        // The topic had lost its last presence meanwhile.
        .recover(gone -> Future.succeededFuture());
  }

  // -- On the verticle's event loop

  @Override
  public Future<?> start() {
    deployed = true;
    read();
    return Future.succeededFuture();
  }

  private void read() {
    awake.set(false);
    while (!publishing) {
      Mail next = mail.peek();
      if (next == null) {
        break;
      }
      if (window.needsDiffOfItsOwn(next.change)) {
        publish();
        continue;
      }
      mail.remove();
      apply(next.change);
      if (next.published != null) {
        unpublished.add(next.published);
      }
    }
    publishWhenDue();
    retireIfEmpty();
  }

  // Replication may repeat a change, or remove an entry that this node does not have.
  private void apply(Change change) {
    if (change instanceof Change.Added added) {
      add(added.entry());
    } else if (change instanceof Change.Removed removed) {
      remove(removed.entry());
    } else if (change instanceof Change.Updated updated) {
      update(updated.before(), updated.after());
    }
  }

  private void add(Entry entry) {
    if (grace.hasAlias(entry) || grace.cancelLeave(entry) || current.contains(entry)) {
      return;
    }
    Entry leaving = grace.oldestLeaving(entry.key());
    if (leaving == null) {
      current = current.with(entry);
      window.add(new Change.Added(entry));
    } else if (PresenceJson.sameMeta(leaving.meta(), entry.meta())) {
      grace.addAlias(entry, leaving);
    } else {
      grace.cancelLeave(leaving);
      replace(leaving, entry);
    }
  }

  private void remove(Entry entry) {
    Entry shown = grace.shown(entry);
    if (!current.contains(shown) || grace.isLeaving(shown)) {
      return;
    }
    if (options.leaveGraceMillis() == 0) {
      removeNow(shown);
    } else {
      Object leave = grace.leave(entry);
      vertx.setTimer(
          options.leaveGraceMillis(),
          ignored -> {
            if (grace.end(leave, shown)) {
              removeNow(shown);
              read();
            }
          });
    }
  }

  private void removeNow(Entry shown) {
    current = current.without(shown);
    window.add(new Change.Removed(shown));
  }

  private void update(Entry before, Entry after) {
    Entry shown = grace.shown(before);
    if (!current.contains(shown) || grace.isLeaving(shown)) {
      add(after);
    } else if (!current.contains(after)) {
      grace.removeAlias(before);
      replace(shown, after);
    }
  }

  private void replace(Entry shown, Entry after) {
    current = current.without(shown).with(after);
    window.add(new Change.Updated(shown, after));
  }

  // The first change after a quiet time goes at once, what follows waits for the window to pass.
  private void publishWhenDue() {
    if (publishing) {
      return;
    }
    if (window.isEmpty()) {
      // No change to send, but callers may wait for completion.
      publish();
      return;
    }
    if (timerSet) {
      return;
    }
    long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastPublished);
    if (lastPublished == Long.MIN_VALUE || passed >= options.diffWindowMillis()) {
      publish();
    } else {
      timerSet = true;
      vertx.setTimer(
          options.diffWindowMillis() - passed,
          ignored -> {
            timerSet = false;
            read();
          });
    }
  }

  private void publish() {
    List<Promise<Void>> done = unpublished;
    unpublished = new ArrayList<>();
    if (window.isEmpty()) {
      done.forEach(Promise::tryComplete);
      return;
    }
    PresenceState state = current;
    DiffWindow.Diff diff = window.take();
    Map<String, List<Entry>> joins = PresenceState.group(diff.joins().values());
    Map<String, List<Entry>> leaves = PresenceState.group(diff.leaves().values());
    PresenceFetcher fetcher = options.fetch();
    if (fetcher == null) {
      publish(state, PresenceJson.diff(joins, leaves), done);
      return;
    }
    publishing = true;
    Future<ObjectNode> fetchedJoins = PresenceFetching.fetch(fetcher, topic, joins);
    Future<ObjectNode> fetchedLeaves = PresenceFetching.fetch(fetcher, topic, leaves);
    Future.all(fetchedJoins, fetchedLeaves)
        .onComplete(
            both ->
                context.runOnContext(
                    ignored -> {
                      publishing = false;
                      publish(
                          state,
                          PresenceJson.diffOf(fetchedJoins.result(), fetchedLeaves.result()),
                          done);
                      read();
                    }));
  }

  private void publish(PresenceState state, Payload diff, List<Promise<Void>> done) {
    lastPublished = System.nanoTime();
    // Publish before the diff is sent: a reader of the old state still gets the diff.
    published = state;
    pubSub.localBroadcast(new Broadcast(topic, DIFF, diff), null);
    done.forEach(Promise::tryComplete);
    PresenceListener listener = options.handleMetas();
    if (listener != null) {
      try {
        listener.handleMetas(topic, diff, state);
      } catch (RuntimeException failure) {
        log.error("handleMetas of {} failed: {}", topic, failure.toString());
      }
    }
  }

  private void retireIfEmpty() {
    if (current.isEmpty() && window.isEmpty() && unpublished.isEmpty() && !publishing && !retired) {
      retired = topics.retire(this);
      if (retired) {
        // Not before it is deployed: a topic may lose its last presence while it starts.
        deployment.future().onSuccess(vertx::undeploy);
      }
    }
  }
}
