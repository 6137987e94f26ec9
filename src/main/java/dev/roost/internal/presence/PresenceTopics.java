package dev.roost.internal.presence;

import dev.roost.internal.pubsub.PubSub;
import dev.roost.presence.PresenceOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The topics with presences on this node, each with its verticle. Safe for any thread. */
final class PresenceTopics {
  private final Vertx vertx;

  // Belongs to no verticle: Vert.x undeploys with a verticle what was deployed from its context.
  private final Context deployer;

  private final PubSub pubSub;
  private final PresenceOptions options;
  private final ConcurrentHashMap<String, TopicPresence> topics = new ConcurrentHashMap<>();
  private volatile boolean closed;

  PresenceTopics(Vertx vertx, PubSub pubSub, PresenceOptions options) {
    this.vertx = vertx;
    this.deployer = ((VertxInternal) vertx).createEventLoopContext();
    this.pubSub = pubSub;
    this.options = options;
  }

  /**
   * Brings a change into its topic's view.
   *
   * @param published completes when the list shows the change
   */
  void apply(Change change, @Nullable Promise<Void> published) {
    if (closed) {
      refuse(published);
      return;
    }
    put(change, published).scheduleRead(vertx, deployer);
  }

  /**
   * Applies changes to the views of their topics; those of one topic are sent in one diff.
   *
   * @return completes when the lists show the changes
   */
  Future<Void> applyTogether(List<Change> changes) {
    Set<TopicPresence> awaken = new LinkedHashSet<>();
    List<Future<Void>> published = new ArrayList<>();
    for (Change change : changes) {
      Promise<Void> promise = ((VertxInternal) vertx).promise();
      published.add(promise.future());
      if (closed) {
        refuse(promise);
        continue;
      }
      awaken.add(put(change, promise));
    }
    awaken.forEach(topic -> topic.scheduleRead(vertx, deployer));
    return Future.all(published).mapEmpty();
  }

  private static void refuse(@Nullable Promise<Void> published) {
    if (published != null) {
      published.fail(new IllegalStateException("the presence is closed"));
    }
  }

  /** Forgets all topics. */
  Future<Void> close() {
    closed = true;
    List<Future<Void>> ended = new ArrayList<>();
    for (String topic : topics.keySet()) {
      TopicPresence removed = topics.remove(topic);
      if (removed != null) {
        ended.add(removed.end(vertx));
      }
    }
    return Future.join(ended).mapEmpty();
  }

  private TopicPresence put(Change change, @Nullable Promise<Void> published) {
    return topics.compute(
        change.topic(),
        (name, present) -> {
          TopicPresence there =
              present != null ? present : new TopicPresence(this, name, pubSub, options);
          there.put(change, published);
          return there;
        });
  }

  PresenceState list(String topic) {
    TopicPresence present = topics.get(topic);
    return present == null ? PresenceState.NONE : present.published();
  }

  int size() {
    return topics.size();
  }

  List<String> withPrefix(String prefix, int limit) {
    return topics.values().stream()
        .filter(topic -> topic.topic().startsWith(prefix) && !topic.published().isEmpty())
        .limit(limit)
        .map(TopicPresence::topic)
        .toList();
  }

  /** Takes an empty topic out, unless something came for it meanwhile. */
  boolean retire(TopicPresence topic) {
    return topics.computeIfPresent(
            topic.topic(), (name, present) -> topic.hasMail() ? present : null)
        == null;
  }
}
