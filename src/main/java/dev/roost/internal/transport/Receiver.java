package dev.roost.internal.transport;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;

/** The connection behind a {@link BoundedFrameDecoder}. Called on the connection's event loop. */
interface Receiver {
  /** Bytes came, whether they complete a frame or not. */
  void bytesReceived();

  /**
   * A text message that came in one frame, in the place of that frame. Called if {@link
   * #takesText}.
   *
   * @param text not checked to be UTF-8
   */
  default void receiveText(byte[] text) {
    throw new UnsupportedOperationException();
  }

  /** Whether this connection takes text messages from the decoder itself. */
  default boolean takesText() {
    return false;
  }

  /**
   * The endpoint's budget is used up by messages in assembly, and this connection is chosen to end.
   *
   * @param held how many bytes it holds
   */
  void endAssembly(long held);

  /** A message has more fragments than one may have; {@link #refuse} follows. For metrics. */
  void tooManyFragments();

  /**
   * The client broke the framing rules of RFC 6455, or sent a frame that is too large.
   *
   * @return whether the connection has dealt with it: then the rest is dropped. Otherwise the
   *     exception goes through the pipeline
   */
  default boolean refuse(CorruptedWebSocketFrameException broken) {
    return false;
  }
}
