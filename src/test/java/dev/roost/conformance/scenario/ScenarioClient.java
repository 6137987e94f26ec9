package dev.roost.conformance.scenario;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** A connected client of a scenario. */
public interface ScenarioClient {

  /** What has reached it and was not read yet. */
  Inbox inbox();

  /**
   * Sends something. That the connection has ended is no failure: the inbox will tell.
   *
   * @param fragments how many frames to cut a message into
   * @return the status in the answer, of clients that get one
   * @throws IOException if it got none
   */
  OptionalInt send(Outgoing message, int fragments) throws IOException;

  /** Sends several messages in one request. */
  default OptionalInt sendTogether(List<Outgoing> messages) throws IOException {
    throw new UnsupportedOperationException("not in one request");
  }

  /** Closes the connection politely, with a code or without. */
  void close(OptionalInt code);

  /** Ends the connection without a word; also if it has ended already. */
  void hangUp();
}
