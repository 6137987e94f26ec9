package dev.roost.internal.transport;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Random;

/** How an attacker takes leave. */
enum Parting {
  /** Drops the connection. */
  RESET,
  /** Closes, and does not read. */
  CLOSE,
  /** Sends no more, and reads what comes until the server closes, which it has to. */
  READ_TO_THE_END,
  /** The same, but listens for a little while before. */
  LISTEN_FIRST;

  private static final int PATIENCE_MILLIS = 15_000;

  static Parting any(Random random) {
    return Mutation.any(random, values());
  }

  /**
   * Takes leave.
   *
   * @return what was read meanwhile
   * @throws SocketTimeoutException if the server does not close
   */
  Buffer of(RawWebSocket connection, Random random) throws IOException {
    Buffer read = Buffer.buffer();
    switch (this) {
      case RESET -> connection.reset();
      case CLOSE -> connection.hangUp();
      case LISTEN_FIRST -> {
        connection.patience(1 + random.nextInt(40));
        try {
          connection.receiveAll(read);
          return read;
        } catch (SocketTimeoutException quiet) {
          readToTheEnd(connection, read);
        }
      }
      case READ_TO_THE_END -> readToTheEnd(connection, read);
    }
    return read;
  }

  private static void readToTheEnd(RawWebSocket connection, Buffer into) throws IOException {
    connection.finishSending();
    connection.patience(PATIENCE_MILLIS);
    connection.receiveAll(into);
  }
}
