package dev.roost.conformance.scenario;

import dev.roost.conformance.match.ByteNotation;
import io.vertx.core.buffer.Buffer;

/** An event that a client receives: a message, a pong, or the end of the connection as the last. */
public sealed interface Received {

  /** The readable form. */
  String shown();

  /** A text message. */
  record Text(String text) implements Received {
    @Override
    public String shown() {
      return text;
    }
  }

  /** A binary message. */
  record Binary(Buffer bytes) implements Received {
    @Override
    public String shown() {
      return "binary " + ByteNotation.write(bytes);
    }
  }

  /** The response to a ping. */
  record Pong(Buffer bytes) implements Received {
    @Override
    public String shown() {
      return "pong " + ByteNotation.write(bytes);
    }
  }

  /**
   * The end of the connection. It arrives once, as the last.
   *
   * @param code the close code; of a long-poll client the status that ended its session
   * @param detail further details, possibly empty
   */
  record Closed(int code, String detail) implements Received {
    /** The close frame has no code. */
    public static final int NO_CODE = 1005;

    /** There is no close frame: the connection broke. */
    public static final int ABNORMAL = 1006;

    @Override
    public String shown() {
      return "closed with " + code + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
  }
}
