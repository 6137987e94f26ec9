package dev.roost.channel;

/**
 * Why a channel ended, Phoenix's exit reasons. Told to {@link Channel#terminate}; the first three
 * may be given to {@link Channel#stop(StopReason)}.
 */
public enum StopReason {
  /** The channel has done what it was for. The client gets {@code phx_close} and stays away. */
  NORMAL,
  /** The channel was ended on purpose. The client gets {@code phx_close} and stays away. */
  SHUTDOWN,
  /** Something went wrong. The client gets {@code phx_error} and rejoins. */
  ERROR,
  /** The client left. */
  LEFT,
  /** The client joined the topic again on the same connection. */
  DUPLICATE_JOIN,
  /** The connection ended. */
  CLOSED,
  /** The server is being stopped. */
  DRAINING;

  /** Whether a channel may end itself for this reason. */
  public boolean isOwnDecision() {
    return this == NORMAL || this == SHUTDOWN || this == ERROR;
  }
}
