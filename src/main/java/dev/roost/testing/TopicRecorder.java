package dev.roost.testing;

import dev.roost.internal.pubsub.Dispatch;
import dev.roost.internal.pubsub.PubSub;
import dev.roost.internal.pubsub.Subscriber;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;

/** Records the broadcasts to one topic. */
final class TopicRecorder implements Subscriber {
  private final String topic;
  private final Inbox inbox = new Inbox();

  TopicRecorder(String topic) {
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
