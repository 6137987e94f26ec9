package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;

/** Ignores everything else that the client receives. */
record IgnoreStep(JsonNode source) implements Step {

  @Override
  public void play(Stage stage) {
    stage.participant(source.get("ignore").asText()).ignore();
  }
}
