package dev.roost.conformance.scenario;

import java.util.List;

/** Plays scenarios against a server. Several can be played at a time. */
public final class Player {
  private final ScenarioServer server;
  private final Pace pace;

  /**
   * @param pace the factor by which the server's timeouts are shorter than the recorded ones
   */
  public Player(ScenarioServer server, Pace pace) {
    this.server = server;
    this.pace = pace;
  }

  /**
   * Plays a scenario.
   *
   * @throws AssertionError if the server's behavior differs, with the step, the expected and the
   *     received value
   */
  public void play(Scenario scenario) {
    try (Stage stage = new Stage(scenario, server, pace)) {
      play(scenario.steps(), "", stage);
      stage.requireNothingLeft();
    }
  }

  private static void play(List<Step> steps, String label, Stage stage) {
    for (int i = 0; i < steps.size(); i++) {
      String number = label + (i + 1);
      if (steps.get(i) instanceof RepeatStep repeat) {
        repeat(repeat, number, stage);
      } else {
        play(steps.get(i), number, stage);
      }
    }
  }

  private static void repeat(RepeatStep repeat, String number, Stage stage) {
    for (int n = 1; n <= repeat.times(); n++) {
      stage.variables().put(repeat.variable(), String.valueOf(n));
      play(repeat.steps(), number + "." + n + ".", stage);
    }
    stage.variables().remove(repeat.variable());
  }

  private static void play(Step step, String number, Stage stage) {
    try {
      step.play(stage);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedStep(stage.scenario().name(), number, step, e);
    } catch (Exception | Mismatch e) {
      throw new FailedStep(stage.scenario().name(), number, step, e);
    }
  }
}
