package dev.roost.conformance.scenario;

import dev.roost.conformance.match.ScenarioJson;

/** The failure of a scenario, with the step and the cause. */
final class FailedStep extends AssertionError {

  FailedStep(String scenario, String number, Step step, Throwable cause) {
    super(
        scenario
            + ", step "
            + number
            + ": "
            + Mismatch.shortened(ScenarioJson.write(step.source()))
            + "\n"
            + (cause instanceof Mismatch ? cause.getMessage() : cause.toString()),
        cause);
  }
}
