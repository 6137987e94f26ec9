package dev.roost.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.DrainOptions;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The number of connections that a drain has closed over time. */
class DrainProperties {

  @Property
  void drainClosesEachConnectionOnce(
      @ForAll @IntRange(min = 1, max = 20_000) int batch,
      @ForAll @IntRange(min = 1, max = 10_000) int interval,
      @ForAll @IntRange(min = 1, max = 60_000) int shutdown,
      @ForAll @IntRange(max = 100_000) int all,
      @ForAll @IntRange(max = 60_000) int millis) {
    DrainOptions options = new DrainOptions(batch, interval, shutdown);
    assertThat(Drain.dueAfter(options, shutdown, all)).isEqualTo(all);
    assertThat(Drain.dueAfter(options, millis, all))
        .isBetween(0, all)
        .isLessThanOrEqualTo(Drain.dueAfter(options, millis + 1, all));
  }

  @Example
  void batchIsSpreadOverItsInterval() {
    DrainOptions options = DrainOptions.DEFAULT;
    assertThat(Drain.dueAfter(options, 20, 50_000)).isEqualTo(100);
    assertThat(Drain.dueAfter(options, 2_000, 50_000)).isEqualTo(10_000);
    assertThat(Drain.dueAfter(options, 2_000, 2_000)).isEqualTo(2_000);
    // More connections than the batches can close in time.
    assertThat(Drain.dueAfter(options, 15_000, 1_000_000)).isEqualTo(500_000);
  }

  @Example
  void nonPositiveValuesAreRefused() {
    assertThatThrownBy(() -> new DrainOptions(0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DrainOptions.DEFAULT.withPauseMillis(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
