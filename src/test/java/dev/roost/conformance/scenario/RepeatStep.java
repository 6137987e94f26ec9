package dev.roost.conformance.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Repeats some steps. The player does so itself, because it counts steps. */
record RepeatStep(JsonNode source, List<Step> steps) implements Step {

  RepeatStep(JsonNode source) {
    this(source, Steps.read(source.required("steps")));
  }

  int times() {
    return source.get("repeat").asInt();
  }

  /** The name of the counter, which starts at 1. */
  String variable() {
    return source.path("as").asText("i");
  }

  @Override
  public void play(Stage stage) {
    throw new UnsupportedOperationException("its steps are played");
  }
}
