package dev.roost.testing;

import dev.roost.pubsub.Dispatch;
import dev.roost.pubsub.PubSub;
import dev.roost.pubsub.Subscriber;
import dev.roost.wire.Broadcast;
import dev.roost.wire.Payload;

/** Notes the broadcasts to one topic. */
final class HeardTopic implements Subscriber {
  private final String topic;
  private final Inbox inbox = new Inbox();

  HeardTopic(String topic) {
    this.topic = topic;
  }

  Inbox inbox() {
    return inbox;
  }

  void broadcastFrom(PubSub pubSub, String event, Payload payload) {
    pubSub.broadcast(new Broadcast(topic, event, payload), this);
  }

  @Override
  public void deliver(Dispatch dispatch) {
    if (!dispatch.isFrom(this)) {
      inbox.arrive(Received.broadcast(dispatch.broadcast()));
    }
  }
}
