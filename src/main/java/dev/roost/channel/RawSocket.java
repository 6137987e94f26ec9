package dev.roost.channel;

import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one client of a socket without channels, whatever they speak: Phoenix's {@code
 * Phoenix.Socket.Transport}. Clients come by WebSocket, not by long-polling.
 *
 * <p>A new instance is made for each connection, so fields hold the state. All callbacks run on the
 * connection's event loop, one at a time, and must not block. The methods that a socket offers may
 * be called from any thread; calls of one thread keep their order. A callback that throws ends the
 * connection with close code 1011.
 */
public abstract class RawSocket {
  private static final Logger log = LoggerFactory.getLogger(RawSocket.class);

  private @Nullable RawSocketContext context;

  /** The kind of a control frame. */
  public enum Control {
    /** A ping; it has been answered. */
    PING,
    /** A pong. */
    PONG
  }

  // -- Callbacks

  /** The client is connected. */
  public void init() {}

  /** The client sent a text message. */
  public abstract void handleText(String text);

  /** The client sent a binary message. */
  public abstract void handleBinary(Buffer bytes);

  /** The client sent a control frame. No action is needed. */
  public void handleControl(Control control, Buffer data) {}

  /** A message that was {@linkplain #post posted}. By default it is logged as a warning. */
  public void handleInfo(Object message) {
    log.warn("{} ignores an unexpected message of {}", this, message.getClass().getName());
  }

  /** The connection has ended. Nothing can be pushed any more. */
  public void terminate(StopReason reason) {}

  // -- What a socket can do

  /** The socket of this connection. There is no protocol version: {@link Socket#vsn} is empty. */
  public final Socket socket() {
    return context().socket();
  }

  /** Sends a text message. */
  protected final void push(String text) {
    context().push(text);
  }

  /** Sends a binary message. */
  protected final void push(Buffer bytes) {
    context().push(bytes);
  }

  /**
   * Ends the connection after the messages that were pushed before.
   *
   * @param code of RFC 6455 section 7.4, such as 1000; 4000 to 4999 are free to use
   * @param reason a few words for the client's developer
   * @throws IllegalArgumentException if the code is none that may be sent
   */
  protected final void close(int code, String reason) {
    boolean standard = code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
    if (!standard && (code < 3000 || code > 4999)) {
      throw new IllegalArgumentException(code + " is no close code to be sent");
    }
    context().close(code, reason);
  }

  /**
   * Sends a message to this socket, which gets it by {@link #handleInfo}. From any thread. A
   * message to a socket that has ended is dropped.
   */
  public final void post(Object message) {
    context().post(Objects.requireNonNull(message));
  }

  /**
   * Runs code on this connection's event loop, as a callback. From any thread; code for a socket
   * that has ended is dropped.
   */
  public final void run(Runnable code) {
    context().run(Objects.requireNonNull(code));
  }

  // -- For the engine

  /**
   * Ties this instance to a connection. Called by the engine once, before {@link #init}.
   *
   * @throws IllegalStateException if this instance already serves a connection
   */
  public final void attach(RawSocketContext socketContext) {
    if (context != null) {
      throw new IllegalStateException("a raw socket serves one connection: make one for each");
    }
    context = socketContext;
  }

  private RawSocketContext context() {
    if (context == null) {
      throw new IllegalStateException("the socket is not attached yet: use init() for set-up");
    }
    return context;
  }
}
