package dev.roost;

import dev.roost.channel.ConnectRequest;
import dev.roost.channel.Push;
import dev.roost.channel.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Receives the events of an endpoint's sockets. Mirrors Phoenix's telemetry events. Called on the
 * connection's event loop, in the middle of its work: implementations must not block, and must be
 * safe for several threads. The server logs an exception of theirs and goes on.
 */
public interface SocketListener {
  /** Ignores all events, at no cost. */
  SocketListener NONE = new SocketListener() {};

  /** A listener that receives each event before {@code next}. */
  default SocketListener and(SocketListener next) {
    return SocketListeners.of(this, next);
  }

  /** Phoenix's {@code [:phoenix, :socket_connected]}: a client was accepted or refused. */
  default void socketConnected(Connected event) {}

  /** Phoenix's {@code [:phoenix, :channel_joined]}: a client was let into a topic or refused. */
  default void channelJoined(Joined event) {}

  /**
   * Phoenix's {@code [:phoenix, :channel_handled_in]}: a channel has handled a message. Not told if
   * it crashed.
   */
  default void channelHandledIn(Handled event) {}

  /**
   * User code threw: a callback of a channel or raw socket, or a connect handler. Not told of
   * exceptions that an error handler turned into a reply. Phoenix reports these as crashed
   * processes.
   */
  default void crashed(Crashed event) {}

  /**
   * Phoenix's {@code [:phoenix, :socket_drain]}: another batch of connections was told to leave.
   */
  default void socketDrain(Drained event) {}

  /**
   * A connection was decided on.
   *
   * @param path of the mount
   * @param request the client's request, with secret parameters replaced
   * @param accepted whether the client was accepted
   * @param nanos how long the connect handler took
   */
  record Connected(String path, ConnectRequest request, boolean accepted, long nanos) {}

  /**
   * A join was decided on.
   *
   * @param path of the mount
   * @param socket the connection
   * @param topic the topic
   * @param channel the simple name of the channel's class
   * @param accepted whether the join was accepted; a crash counts as refused
   * @param nanos how long that took
   */
  record Joined(
      String path, Socket socket, String topic, String channel, boolean accepted, long nanos) {}

  /**
   * A message was handled.
   *
   * @param path of the mount
   * @param socket the connection
   * @param topic the topic
   * @param channel the simple name of the channel's class
   * @param push the message
   * @param nanos how long {@code handleIn} took
   */
  record Handled(String path, Socket socket, String topic, String channel, Push push, long nanos) {}

  /**
   * A callback failed.
   *
   * @param path of the mount
   * @param socket the connection, or null if it is not accepted yet
   * @param topic the channel's topic, or null where no channel is concerned
   * @param callback such as {@code handleIn} or {@code connect}
   * @param failure what it threw, or what its future failed with
   */
  record Crashed(
      String path,
      @Nullable Socket socket,
      @Nullable String topic,
      String callback,
      Throwable failure) {}

  /**
   * The progress of a drain.
   *
   * @param path of the mount
   * @param told connections closed so far
   * @param total connections at its start
   */
  record Drained(String path, int told, int total) {}
}
