package dev.roost.channel;

/**
 * A channel subscribed to more topics than {@code SocketMount.maxSubscriptionsPerChannel} allows.
 * If nothing catches it, the channel crashes; see {@link Channel#onError}.
 */
public final class TooManySubscriptionsException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * @param max how many are allowed
   */
  public TooManySubscriptionsException(int max) {
    super(
        "the channel has "
            + max
            + " subscriptions already; SocketMount.maxSubscriptionsPerChannel allows more");
  }
}
