package dev.roost.internal.transport;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Random;

/** The ways an attacker disconnects. */
enum Disconnect {
  /** Drops the connection. */
  RESET,
  /** Closes without reading. */
  CLOSE,
  /** Stops sending and reads until the server closes, which it must. */
  READ_TO_THE_END,
  /** Reads for a short time first, then does the same. */
  LISTEN_FIRST;

  private static final int TIMEOUT_MILLIS = 15_000;

  static Disconnect any(Random random) {
    return Mutation.any(random, values());
  }

  /**
   * Disconnects.
   *
   * @return the bytes read until then
   * @throws SocketTimeoutException if the server does not close
   */
  Buffer run(RawWebSocket connection, Random random) throws IOException {
    Buffer read = Buffer.buffer();
    switch (this) {
      case RESET -> connection.reset();
      case CLOSE -> connection.dropConnection();
      case LISTEN_FIRST -> {
        connection.timeout(1 + random.nextInt(40));
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
    connection.timeout(TIMEOUT_MILLIS);
    connection.receiveAll(into);
  }
}
