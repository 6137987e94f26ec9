package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Some steps several times. The player repeats them, for it counts steps. */
record RepeatStep(JsonNode source, List<Step> steps) implements Step {

  RepeatStep(JsonNode source) {
    this(source, Steps.read(source.required("steps")));
  }

  int times() {
    return source.get("repeat").asInt();
  }

  /** The variable that counts, from 1. */
  String variable() {
    return source.path("as").asText("i");
  }

  @Override
  public void play(Stage stage) {
    throw new UnsupportedOperationException("its steps are played");
  }
}
