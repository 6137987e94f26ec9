package dev.roost.internal.pubsub;

/** Follows which topics have subscribers on this node. From any thread, in order for each topic. */
interface TopicListener {

  /** A topic has got its first subscriber. */
  void gainedTopic(String topic);

  /** A topic has lost its last subscriber. */
  void lostTopic(String topic);
}
