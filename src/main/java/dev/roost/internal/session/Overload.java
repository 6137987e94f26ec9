package dev.roost.internal.session;

import dev.roost.channel.CloseCode;

/** Why a connection was closed with {@link CloseCode#OVERLOADED} for what waits for its client. */
public enum Overload {
  /** More than the soft limit waited, and for the whole stall timeout no byte of it left. */
  STALLED("the client stopped reading"),

  /** More than the hard limit waited. */
  HARD_LIMIT("the client is too far behind"),

  /** The bytes for all clients exceeded the endpoint's budget, and this client was the slowest. */
  BUDGET("the outbound budget of the endpoint is used up");

  private final String cause;

  Overload(String cause) {
    this.cause = cause;
  }

  /** The cause in a few words, for logs. */
  public String cause() {
    return cause;
  }
}
