package dev.roost.conformance.scenario;

import java.util.Optional;
import java.util.OptionalInt;

/** A client on stage, and what the scenario has said of it. */
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

  void hangUp() {
    endedByItself = true;
    client.hangUp();
  }

  /** What reached it that the scenario does not say; the end of its own making is none. */
  Optional<Received> leftOver() {
    return ignored
        ? Optional.empty()
        : client
            .inbox()
            .peek()
            .filter(received -> !(endedByItself && received instanceof Received.Closed));
  }
}
