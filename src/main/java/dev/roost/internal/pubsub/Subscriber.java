package dev.roost.internal.pubsub;

/** A subscriber to the broadcasts of a topic. */
@FunctionalInterface
public interface Subscriber {

  /**
   * Takes a broadcast. Called on the event loop that the subscription names, between two other
   * subscribers of the topic: it must be quick, must not throw, and must neither subscribe to nor
   * cancel anything here. Queue longer work for later.
   *
   * @param dispatch valid during the call only; retain it to keep it
   */
  void deliver(Dispatch dispatch);
}
