package dev.roost.internal.session;

import dev.roost.channel.CloseCode;
import dev.roost.serializer.Frame;
import dev.roost.serializer.ReplyMessage;
import dev.roost.serializer.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * How a session reaches its client; a transport implements it. Called on the session's event loop.
 *
 * <p>Frames arrive in the order in which they are given. After the end of the connection, frames
 * are dropped.
 */
public interface SessionOutput {

  /** Sends a frame to this client only, and takes it over. */
  void send(Frame frame);

  /** Encodes a reply to this client, and sends it. Throws what the serializer throws. */
  default void send(ReplyMessage reply, Serializer serializer) {
    send(serializer.encode(reply));
  }

  /** Sends a frame that others are sent too: it stays the caller's. */
  void sendShared(Frame frame);

  /**
   * Ends the connection after the messages that were sent before. The transport calls {@link
   * SocketSession#closed} afterwards, once the connection has ended.
   *
   * @param code one of {@link CloseCode}
   * @param reason a few words for the client's developer
   */
  void close(int code, String reason);

  /** The client's address as the server sees it, or null if that is not known. */
  default @Nullable String remoteAddress() {
    return null;
  }

  /** How many bytes wait for the client to read them. */
  default long queuedBytes() {
    return 0;
  }

  /** How many more bytes may wait for the client before its connection is ended for that. */
  default long queueRoom() {
    return Long.MAX_VALUE;
  }
}
