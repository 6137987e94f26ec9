package dev.roost.internal.presence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roost.channel.Channel;
import dev.roost.channel.ChannelPresence;
import dev.roost.internal.pubsub.Cluster;
import dev.roost.internal.pubsub.PubSub;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceFetcher;
import dev.roost.presence.PresenceOptions;
import dev.roost.presence.Presences;
import dev.roost.serializer.JsonCodec;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the presences that the channels of this node track, and brings them into the views of their
 * topics.
 */
public final class PresenceTracker implements Presence {
  private final Vertx vertx;
  private final PresenceOptions options;
  private final JsonCodec codec;
  private final PresenceTopics topics;
  private final Replication replication;
  private final TopicCounts counts = new TopicCounts();
  private final @Nullable CountReplication countReplication;
  private final Refs refs = new Refs(ThreadLocalRandom.current().nextInt());
  private final ConcurrentHashMap<Channel, ChannelPresences> channels = new ConcurrentHashMap<>();

  private PresenceTracker(
      Vertx vertx,
      PubSub pubSub,
      @Nullable Cluster cluster,
      PresenceOptions options,
      JsonCodec codec) {
    this.vertx = vertx;
    this.codec = codec;
    this.options = options;
    this.topics = new PresenceTopics(vertx, pubSub, options);
    this.replication =
        cluster == null
            ? Replication.NONE
            : new ClusterReplication(vertx, cluster, topics, options);
    this.countReplication =
        cluster == null ? null : new CountReplication(vertx, cluster, counts, options.name());
  }

  /**
   * Presence on this node's topics of a pub/sub, which usually is an endpoint's.
   *
   * @param codec encodes the metas
   */
  public static PresenceTracker create(
      Vertx vertx, PubSub pubSub, PresenceOptions options, JsonCodec codec) {
    return new PresenceTracker(vertx, pubSub, null, options, codec);
  }

  /**
   * Presence on the topics of all nodes of a cluster. All of them must create it, with the same
   * name.
   *
   * @param codec encodes the metas
   */
  public static PresenceTracker create(
      Vertx vertx, PubSub pubSub, Cluster cluster, PresenceOptions options, JsonCodec codec) {
    return new PresenceTracker(vertx, pubSub, cluster, options, codec);
  }

  @Override
  public ChannelPresence of(Channel channel) {
    return new TopicOfChannel(this, channel);
  }

  // -- Tracking

  @Override
  public Future<String> track(Channel channel, Object key, Object meta) {
    return track(channel, channel.topic(), key, meta);
  }

  @Override
  public Future<String> track(Channel channel, String topic, Object key, Object meta) {
    if (!channel.isOnEventLoop()) {
      Payload encoded = PresenceJson.encode(meta, codec);
      return onLoopOf(channel, () -> track(channel, topic, key, encoded));
    }
    ChannelPresences own = presencesOf(channel);
    String who = String.valueOf(key);
    if (own.isEnded()) {
      return Future.failedFuture(new IllegalStateException("the channel has ended"));
    }
    if (own.get(topic, who) != null) {
      return Future.failedFuture(new IllegalStateException("already tracked"));
    }
    if (own.isFull()) {
      return Future.failedFuture(
          new IllegalStateException("more presences than maxPresencesPerChannel allows"));
    }
    String ref = refs.next();
    Entry entry =
        new Entry(topic, who, ref, PresenceJson.meta(PresenceJson.encode(meta, codec), ref, null));
    PresenceJson.requireEncodable(entry);
    own.put(entry);
    return make(new Change.Added(entry)).map(ref);
  }

  @Override
  public Future<Void> untrack(Channel channel, Object key) {
    return untrack(channel, channel.topic(), key);
  }

  @Override
  public Future<Void> untrack(Channel channel, String topic, Object key) {
    if (!channel.isOnEventLoop()) {
      return onLoopOf(channel, () -> untrack(channel, topic, key));
    }
    Entry entry = presencesOf(channel).remove(topic, String.valueOf(key));
    return entry == null ? Future.succeededFuture() : make(new Change.Removed(entry));
  }

  @Override
  public Future<Void> untrack(Channel channel) {
    if (!channel.isOnEventLoop()) {
      return onLoopOf(channel, () -> untrack(channel));
    }
    return removeAll(presencesOf(channel));
  }

  @Override
  public Future<String> update(Channel channel, Object key, Object meta) {
    return update(channel, channel.topic(), key, meta);
  }

  @Override
  public Future<String> update(Channel channel, String topic, Object key, Object meta) {
    return update(channel, topic, key, before -> meta);
  }

  @Override
  public Future<String> update(
      Channel channel, String topic, Object key, Function<ObjectNode, ?> meta) {
    if (!channel.isOnEventLoop()) {
      return onLoopOf(channel, () -> update(channel, topic, key, meta));
    }
    ChannelPresences own = presencesOf(channel);
    Entry before = own.get(topic, String.valueOf(key));
    if (before == null) {
      return Future.failedFuture(new IllegalStateException("not tracked"));
    }
    String ref = refs.next();
    Payload next = PresenceJson.encode(meta.apply(PresenceJson.withoutRefs(before.meta())), codec);
    Entry after = new Entry(topic, before.key(), ref, PresenceJson.meta(next, ref, before.ref()));
    PresenceJson.requireEncodable(after);
    own.put(after);
    return make(new Change.Updated(before, after)).map(ref);
  }

  @Override
  public Future<String> trackOrUpdate(Channel channel, Object key, Object meta) {
    return trackOrUpdate(channel, channel.topic(), key, meta);
  }

  @Override
  public Future<String> trackOrUpdate(Channel channel, String topic, Object key, Object meta) {
    if (!channel.isOnEventLoop()) {
      Payload encoded = PresenceJson.encode(meta, codec);
      return onLoopOf(channel, () -> trackOrUpdate(channel, topic, key, encoded));
    }
    return presencesOf(channel).get(topic, String.valueOf(key)) == null
        ? track(channel, topic, key, meta)
        : update(channel, topic, key, meta);
  }

  @Override
  public void enter(Channel channel) {
    if (!channel.isOnEventLoop()) {
      channel.run(() -> enter(channel));
      return;
    }
    String topic = channel.topic();
    count(topic, 1);
    channel.whenEnded(() -> count(topic, -1));
  }

  private void count(String topic, int difference) {
    counts.add(topic, difference);
    if (countReplication != null) {
      countReplication.changed(topic);
    }
  }

  // The presences of a channel are touched on its event loop only.
  private <T> Future<T> onLoopOf(Channel channel, Supplier<Future<T>> action) {
    Promise<T> done = Promise.promise();
    channel.run(
        () -> {
          Future<T> result;
          try {
            result = action.get();
          } catch (RuntimeException failure) {
            result = Future.failedFuture(failure);
          }
          result.onComplete(done);
        });
    return done.future();
  }

  private ChannelPresences presencesOf(Channel channel) {
    ChannelPresences known = channels.get(channel);
    if (known != null) {
      return known;
    }
    ChannelPresences first = new ChannelPresences(options.maxPresencesPerChannel());
    channels.put(channel, first);
    channel.whenEnded(
        () -> {
          channels.remove(channel);
          first.end();
          removeAll(first);
        });
    return first;
  }

  private Future<Void> removeAll(ChannelPresences own) {
    List<Change> changes = own.takeAll().stream().<Change>map(Change.Removed::new).toList();
    Future<Void> published = topics.applyTogether(changes);
    changes.forEach(replication::changed);
    return published;
  }

  private Future<Void> make(Change change) {
    // On the channel's context, where the caller goes on.
    Promise<Void> published = ((VertxInternal) vertx).promise();
    topics.apply(change, published);
    replication.changed(change);
    return published.future();
  }

  // -- Reading

  @Override
  public Presences list(String topic) {
    return topics.list(topic);
  }

  @Override
  public Future<Payload> fetchList(String topic) {
    PresenceState presences = topics.list(topic);
    PresenceFetcher fetcher = options.fetch();
    return fetcher == null
        ? Future.succeededFuture(presences.payload())
        : PresenceFetching.fetch(fetcher, topic, presences.entries()).map(Payload::of);
  }

  @Override
  public List<Payload> getByKey(String topic, Object key) {
    return list(topic).metas(String.valueOf(key));
  }

  @Override
  public int count(String topic) {
    return list(topic).size() + counts.total(topic);
  }

  @Override
  public int topics() {
    return topics.size();
  }

  @Override
  public List<String> topics(String prefix, int limit) {
    return topics.withPrefix(prefix, limit);
  }

  /**
   * Forgets who is there, without telling clients. Nothing can be tracked afterwards. From any
   * thread; the endpoint calls it when it is closed.
   *
   * @return completes when all of its verticles are undeployed
   */
  public Future<Void> close() {
    return topics.close();
  }
}
