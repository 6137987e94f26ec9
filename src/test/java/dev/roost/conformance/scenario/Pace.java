package dev.roost.conformance.scenario;

import java.time.Duration;

/**
 * How fast the time of a scenario passes: with a server whose time-outs are shorter, the waits of a
 * scenario are as much shorter.
 *
 * @param divisor how many times as fast as recorded
 */
public record Pace(int divisor) {
  /** As recorded. */
  public static final Pace RECORDED = new Pace(1);

  /** How long something takes that was recorded to take so many milliseconds. */
  public Duration of(long millis) {
    return Duration.ofMillis(millis).dividedBy(divisor);
  }

  @Override
  public String toString() {
    return divisor + " times the pace";
  }
}
