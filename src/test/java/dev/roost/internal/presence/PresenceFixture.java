package dev.roost.internal.presence;

import dev.roost.internal.pubsub.ClusterWait;
import dev.roost.internal.pubsub.LocalPubSub;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import dev.roost.serializer.JacksonCodec;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** Presence on one node, with clients on its event loops. */
final class PresenceFixture implements AutoCloseable {
  static final String TOPIC = "room:lobby";

  final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(3));
  final LocalPubSub pubSub = new LocalPubSub();
  final Presence presence;

  PresenceFixture(PresenceOptions options) {
    presence = PresenceTracker.create(vertx, pubSub, options, JacksonCodec.standard());
  }

  PresenceFixture() {
    this(new PresenceOptions());
  }

  PresenceClient connect() {
    return PresenceClient.connect(pubSub, vertx);
  }

  /** A client that joins the topic and receives its presences. */
  PresenceClient watcher() {
    PresenceClient client = connect();
    client.join(TOPIC, new PresentChannel(presence));
    return client;
  }

  /** Waits until no topic has presences and no verticle is left. */
  void untilEmpty() {
    ClusterWait.until(
        () -> {
          org.assertj.core.api.Assertions.assertThat(presence.topics()).isZero();
          org.assertj.core.api.Assertions.assertThat(vertx.deploymentIDs()).isEmpty();
        });
  }

  @Override
  public void close() {
    ClusterWait.get(vertx.close());
  }
}
