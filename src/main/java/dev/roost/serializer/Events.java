package dev.roost.serializer;

/** The events and the topic that the protocol itself uses. */
public final class Events {
  /** A client wants to join a topic. */
  public static final String JOIN = "phx_join";

  /** A client wants to leave a topic. */
  public static final String LEAVE = "phx_leave";

  /** The answer to a message. */
  public static final String REPLY = "phx_reply";

  /** A channel ended as it should; the client does not rejoin. */
  public static final String CLOSE = "phx_close";

  /** A channel crashed; the client rejoins. */
  public static final String ERROR = "phx_error";

  /** Asks whether the connection is alive, on {@link #PHOENIX_TOPIC}. */
  public static final String HEARTBEAT = "heartbeat";

  /** The topic of messages about the connection itself. */
  public static final String PHOENIX_TOPIC = "phoenix";

  private Events() {}
}
