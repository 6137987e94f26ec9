package dev.roost.conformance.scenario;

import java.util.Optional;
import java.util.OptionalInt;

/** A connected client and its state in the scenario. */
final class Participant {
  private final ScenarioClient client;
  private boolean ignored;
  private boolean endedByItself;

  Participant(ScenarioClient client) {
    this.client = client;
  }

  ScenarioClient client() {
    return client;
  }

  void ignore() {
    ignored = true;
  }

  void close(OptionalInt code) {
    endedByItself = true;
    client.close(code);
  }

  void dropConnection() {
    endedByItself = true;
    client.dropConnection();
  }

  /**
   * A received message that the scenario does not expect; a close by the client itself does not
   * count.
   */
  Optional<Received> leftOver() {
    return ignored
        ? Optional.empty()
        : client
            .inbox()
            .peek()
            .filter(received -> !(endedByItself && received instanceof Received.Closed));
  }
}
