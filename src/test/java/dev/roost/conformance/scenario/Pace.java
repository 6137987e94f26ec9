package dev.roost.conformance.scenario;

import java.time.Duration;

/**
 * The speed of a scenario: if the server's timeouts are shorter, the scenario's waits shrink by the
 * same factor.
 *
 * @param divisor the factor by which it is faster than recorded
 */
public record Pace(int divisor) {
  /** As recorded. */
  public static final Pace RECORDED = new Pace(1);

  /** The duration for a recorded number of milliseconds. */
  public Duration of(long millis) {
    return Duration.ofMillis(millis).dividedBy(divisor);
  }

  @Override
  public String toString() {
    return divisor + " times the pace";
  }
}
