package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** One thing that a scenario does or expects. */
interface Step {

  /** The step as the scenario has it. */
  JsonNode source();

  /**
   * Does it, or waits for it.
   *
   * @throws Mismatch if the server did otherwise
   * @throws Exception if the step could not be played at all
   */
  void play(Stage stage) throws Exception;

  /** Whether it is about what a transport does, below sessions and their messages. */
  default boolean needsNetwork() {
    return false;
  }

  /** How long to wait for what it expects. */
  default Duration patience(Stage stage) {
    return source().has("within")
        ? stage.pace().of(source().get("within").asLong())
        : stage.patience();
  }
}
