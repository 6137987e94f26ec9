package dev.roost.channel;

import io.vertx.core.buffer.Buffer;

/**
 * What the engine offers a raw socket. Users call the methods of {@link RawSocket} instead.
 *
 * <p>To be called on the connection's event loop, except {@link #post}.
 */
public interface RawSocketContext {

  /** See {@link RawSocket#socket}. */
  Socket socket();

  /** See {@link RawSocket#push(String)}. */
  void push(String text);

  /** See {@link RawSocket#push(Buffer)}. */
  void push(Buffer bytes);

  /** See {@link RawSocket#close}. */
  void close(int code, String reason);

  /** See {@link RawSocket#post}. From any thread. */
  void post(Object message);
}
