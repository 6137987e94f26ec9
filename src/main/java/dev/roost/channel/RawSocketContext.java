package dev.roost.channel;

import io.vertx.core.buffer.Buffer;

/**
 * The engine's services for a raw socket. Users call the methods of {@link RawSocket} instead.
 *
 * <p>From any thread.
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

  /** See {@link RawSocket#run}. */
  void run(Runnable code);

  /** See {@link RawSocket#post}. */
  void post(Object message);
}
