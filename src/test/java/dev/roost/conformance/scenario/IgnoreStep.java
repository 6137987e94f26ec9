package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;

/** Whatever else reaches a client does not matter. */
record IgnoreStep(JsonNode source) implements Step {

  @Override
  public void play(Stage stage) {
    stage.participant(source.get("ignore").asText()).ignore();
  }
}
