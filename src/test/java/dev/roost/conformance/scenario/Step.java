package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** One action or expectation of a scenario. */
interface Step {

  /** The step's JSON. */
  JsonNode source();

  /**
   * Performs the action, or waits for the expected message.
   *
   * @throws Mismatch if the server's behavior differs
   * @throws Exception if the step cannot be played
   */
  void play(Stage stage) throws Exception;

  /** Whether it tests the transport, below sessions and their messages. */
  default boolean needsNetwork() {
    return false;
  }

  /** The timeout of an expectation. */
  default Duration timeout(Stage stage) {
    return source().has("within")
        ? stage.pace().of(source().get("within").asLong())
        : stage.timeout();
  }
}
