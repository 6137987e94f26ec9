package dev.roost.internal.pubsub;

/** A subscriber's place at a topic. */
public interface Subscription {

  /**
   * Ends the subscription; a second call does nothing. To be called on the subscription's event
   * loop.
   */
  void cancel();
}
