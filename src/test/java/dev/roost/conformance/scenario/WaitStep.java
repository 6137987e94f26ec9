package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;

/** Waits for some time. */
record WaitStep(JsonNode source) implements Step {

  @Override
  public void play(Stage stage) throws InterruptedException {
    Thread.sleep(stage.pace().of(source.get("wait").asLong()).toMillis());
  }
}
