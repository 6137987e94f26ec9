package dev.roost.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.metrics.EventLoopSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures made from samples. */
class FiguresTest {
  private static NodeSample sample(long uptimeMillis, long received, long sent) {
    return new NodeSample(
        "1@host",
        false,
        3,
        -1,
        2_048,
        1 << 20,
        0,
        0,
        1,
        0,
        0,
        new JvmSample(uptimeMillis, 1 << 20, 1 << 30, 0, 9, uptimeMillis * 500_000, 4, 5, -1),
        List.of(
            new SocketTotals("/a", 1, 2, 3, received, sent, 0, 0, 0, 0),
            new SocketTotals("/b", 10, 20, 30, 0, 0, 0, 0, 0, 0)),
        List.of(
            new EventLoopSnapshot(0, 0, 1_000_000, false),
            new EventLoopSnapshot(1, 7, 500_000_000, true)));
  }

  @Test
  void ratesAreThoseBetweenTwoSamples() {
    NodeFigures first = NodeFigures.of(null, sample(1_000, 500, 600));
    assertThat(first.received()).isZero();
    assertThat(first.connections()).isEqualTo(11);
    assertThat(first.channels()).isEqualTo(22);
    assertThat(first.delayMillis()).isEqualTo(500);

    NodeFigures second = NodeFigures.of(sample(1_000, 500, 600), sample(3_000, 700, 1_600));
    assertThat(second.received()).isEqualTo(100);
    assertThat(second.sent()).isEqualTo(500);
    assertThat(second.cpu()).isEqualTo(0.5);
  }

  @Test
  void restartedNodeHasNoNegativeRates() {
    NodeFigures figures = NodeFigures.of(sample(90_000, 500, 600), sample(1_000, 1, 2));
    assertThat(figures.received()).isZero();
    assertThat(figures.cpu()).isZero();
  }

  @Test
  void aLineEndsAtTheRightAndItsPeakAtTheTop() {
    NodeHistory history = new NodeHistory("self", true);
    history.add(sample(1_000, 0, 0));
    history.add(sample(2_000, 50, 0));
    history.add(sample(3_000, 150, 0));
    Chart received =
        history.state().charts().stream()
            .filter(chart -> chart.name().equals("received"))
            .findFirst()
            .orElseThrow();
    assertThat(received.points()).isEqualTo("57,30 58,15 59,0");
    assertThat(received.value()).isEqualTo("100");
    assertThat(received.peak()).isEqualTo("100");
  }

  @Test
  void theHistoryOfANodeIsBounded() {
    NodeHistory history = new NodeHistory("self", true);
    for (int i = 0; i < 3 * Chart.WIDTH; i++) {
      history.add(sample(1_000L * (i + 1), i, i));
    }
    for (Chart chart : history.state().charts()) {
      assertThat(chart.points().split(" ")).hasSize(Chart.WIDTH);
      assertThat(chart.points()).startsWith("0,");
    }
  }

  @Test
  void aNodeThatDoesNotAnswerKeepsItsLastFigures() {
    NodeHistory history = new NodeHistory("a1", false);
    assertThat(history.state().status()).isEqualTo("does not answer");
    assertThat(history.state().name()).isEqualTo("a1");
    history.add(sample(1_000, 0, 0));
    assertThat(history.state().status()).isEqualTo("serving");
    history.missed();
    NodeState state = history.state();
    assertThat(state.status()).isEqualTo("does not answer");
    assertThat(state.name()).isEqualTo("1@host");
    assertThat(state.connections()).isEqualTo("11");
    assertThat(state.loopLines())
        .extracting(NodeState.LoopLine::state)
        .containsExactly("running", "blocked");
  }

  @Test
  void figuresAreReadable() {
    assertThat(Format.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Format.rate(1.25)).isEqualTo("1.3");
    assertThat(Format.rate(1_250)).isEqualTo("1,250");
    assertThat(Format.bytes(1_023)).isEqualTo("1,023 B");
    assertThat(Format.bytes(1_536)).isEqualTo("1.5 KiB");
    assertThat(Format.bytes(3L << 40)).isEqualTo("3.0 TiB");
    assertThat(Format.time(-5)).isEqualTo("0 s");
    assertThat(Format.time(61_000)).isEqualTo("1 min 1 s");
    assertThat(Format.time(90_000_000)).isEqualTo("1 d 1 h");
  }

  @Test
  void longTextsOfClientsAreCut() {
    assertThat(SocketRows.cut("a".repeat(500))).hasSize(101).endsWith("…");
    assertThat(SocketRows.cut("room:1")).isEqualTo("room:1");
  }

  @Test
  void theJvmOfThisTestIsMeasured() {
    JvmSample sample = JvmSample.take();
    assertThat(sample.heapUsed()).isPositive();
    assertThat(sample.threads()).isPositive();
    assertThat(sample.cpuNanos()).isPositive();
  }
}
