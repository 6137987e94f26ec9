package dev.roost.conformance.scenario;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** A connected client of a scenario. */
public interface ScenarioClient {

  /** Its unread messages. */
  Inbox inbox();

  /**
   * Sends a message. Does not fail on an ended connection: the inbox reports the end.
   *
   * @param fragments the number of frames of the message
   * @return the response status, for clients that get one
   * @throws IOException if such a client gets none
   */
  OptionalInt send(Outgoing message, int fragments) throws IOException;

  /** Sends several messages in one request. */
  default OptionalInt sendTogether(List<Outgoing> messages) throws IOException {
    throw new UnsupportedOperationException("not in one request");
  }

  /** Closes the connection with a close frame, with or without a code. */
  void close(OptionalInt code);

  /** Closes the connection without a close frame. Has no effect if it is closed. */
  void dropConnection();
}
