package dev.roost;

/** A subscription of server code to a topic. Ends with the endpoint. Safe for any thread. */
public interface EndpointSubscription {

  /** Ends the subscription. Broadcasts on their way still arrive. A second call does nothing. */
  void cancel();
}
