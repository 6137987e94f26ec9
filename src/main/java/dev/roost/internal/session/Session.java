package dev.roost.internal.session;

import dev.roost.SocketInfo;

/**
 * The server's side of one connection, fed by a transport. To be used on its event loop only,
 * unless a method says otherwise.
 */
public interface Session {

  /**
   * The transport is ready to send. WebSockets call this once, before anything else; sessions of
   * channels, which clients begin to talk to, do without.
   */
  default void opened() {}

  /**
   * A text message came.
   *
   * @param utf8 its content, checked to be UTF-8; the session keeps it
   */
  void receiveText(byte[] utf8);

  /**
   * A binary message came.
   *
   * @param bytes its content; the session keeps it
   */
  void receiveBinary(byte[] bytes);

  /**
   * A ping came, which the transport answers. Most sessions do not care.
   *
   * @param data its content; the session keeps it
   */
  default void receivePing(byte[] data) {}

  /**
   * A pong came. Most sessions do not care.
   *
   * @param data its content; the session keeps it
   */
  default void receivePong(byte[] data) {}

  /** The connection has ended. A second call does nothing. */
  void closed();

  /** Whether a drain has begun, and will end this session in its turn. */
  boolean isDraining();

  /** The server is about to stop: the client is to reconnect, which takes it elsewhere. */
  void drain();

  /** The server stops now: the client gets close code 1001, and is to reconnect. */
  void shutDown();

  /** An operator ends it: the client gets close code 1001, and may reconnect. */
  void disconnect();

  /** Tells it from the others of its mount, on this node. */
  long id();

  /**
   * Whether an operator who looks for this text means this session: a part of its socket id, path,
   * address or of a topic that it has joined, or its whole id.
   */
  boolean mentions(String text);

  /** A description of it for operators. */
  SocketInfo info();

  /** How many bytes wait for the client to read them. */
  long queuedBytes();

  /** The event loop. From any thread. */
  SessionLoop loop();
}
