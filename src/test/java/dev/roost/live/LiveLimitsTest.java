package dev.roost.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.Rate;
import dev.roost.live.testing.TestLive;
import dev.roost.live.testing.TestView;
import dev.roost.metrics.LiveSnapshot;
import dev.roost.micrometer.EndpointMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits and metrics of live views. */
class LiveLimitsTest {
  private TestLive live;
  private LiveRoutes routes;

  /** Counts clicks; some are slow. */
  static final class Counter extends LiveView {
    private static final Template<Counter> TEMPLATE =
        Template.of(
            MethodHandles.lookup(),
            """
            <p id="count">{count}</p>
            <button id="up" phx-click="up">+</button>
            <button id="slow" phx-click="slow">+</button>
            """);

    int count;

    Counter() {
      on("up", event -> count++);
      on(
          "slow",
          event -> {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(10);
            while (System.nanoTime() < end) {
              Thread.onSpinWait();
            }
            count++;
          });
    }

    @Override
    protected Template<?> template() {
      return TEMPLATE;
    }
  }

  private TestView open(UnaryOperator<LiveOptions> options) {
    live =
        TestLive.of(
            endpoint -> {
              routes =
                  LiveRoutes.create(
                          endpoint,
                          options.apply(new LiveOptions().layout(page -> page.content().html())))
                      .live("/", Counter::new);
              return routes;
            });
    return live.open("/");
  }

  @AfterEach
  void close() {
    live.close();
  }

  @Test
  void viewEndsOnTooManyEvents() {
    TestView view = open(options -> options.eventRate(new Rate(0.001, 2)));
    view.click("#up");
    view.click("#up");
    view.assertText("#count", "2");
    assertThat(routes.metrics().tooManyEvents()).isZero();

    assertThatThrownBy(() -> view.click("#up")).hasMessageContaining("crashed");
    assertThat(routes.metrics().tooManyEvents()).isEqualTo(1);
    assertThat(routes.metrics().open()).isZero();
  }

  @Test
  void rendersAndDiffsAreCounted() {
    TestView view = open(options -> options);
    LiveSnapshot before = routes.metrics();
    assertThat(before.pages()).isEqualTo(1);
    assertThat(before.mounted()).isEqualTo(1);
    assertThat(before.open()).isEqualTo(1);

    view.click("#up");
    view.assertText("#count", "1");

    LiveSnapshot after = routes.metrics();
    assertThat(after.renders()).isEqualTo(before.renders() + 1);
    assertThat(after.renderNanos()).isGreaterThan(before.renderNanos());
    assertThat(after.diffs()).isEqualTo(before.diffs() + 1);
    assertThat(after.diffBytes())
        .isEqualTo(before.diffBytes() + "{\"diff\":{\"0\":\"1\"}}".length());
  }

  @Test
  void metersReportTheMetrics() {
    TestView view = open(options -> options);
    MeterRegistry registry = new SimpleMeterRegistry();
    new EndpointMeters(registry).watch(routes);

    view.click("#up");
    view.assertText("#count", "1");

    assertThat(registry.get("roost.live.views").gauge().value()).isEqualTo(1);
    assertThat(registry.get("roost.live.renders").functionTimer().count()).isEqualTo(2);
    assertThat(registry.get("roost.live.diffs").functionCounter().count()).isEqualTo(1);
    assertThat(registry.get("roost.live.diff.bytes").functionCounter().count()).isPositive();
  }

  @Test
  void slowCallbacksAreCounted() {
    TestView view = open(options -> options.slowMillis(1));
    long before = routes.metrics().slowCallbacks();

    view.click("#slow");
    view.assertText("#count", "1");

    assertThat(routes.metrics().slowCallbacks()).isEqualTo(before + 1);
  }
}
