package dev.roost.dashboard;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * One figure of a node over time, ready to be drawn.
 *
 * @param name for tests and styles
 * @param label what it is
 * @param value the last one
 * @param peak the largest one
 * @param points of a line, in an area that is {@link #WIDTH} wide and {@link #HEIGHT} high
 */
record Chart(String name, String label, String value, String peak, String points) {
  static final int HEIGHT = 30;

  /** One point for each moment. */
  static final int WIDTH = 60;

  private static final List<Kind> KINDS =
      List.of(
          new Kind("connections", "Connections", NodeFigures::connections, Format::rounded),
          new Kind("channels", "Channels", NodeFigures::channels, Format::rounded),
          new Kind("received", "Messages in per second", NodeFigures::received, Format::rate),
          new Kind("sent", "Messages out per second", NodeFigures::sent, Format::rate),
          new Kind("queued", "Bytes waiting for clients", NodeFigures::queuedBytes, Format::bytes),
          new Kind("heap", "Heap", NodeFigures::heapBytes, Format::bytes),
          new Kind("cpu", "Processors in use", NodeFigures::cpu, Format::rate),
          new Kind(
              "gc", "Garbage collection, ms per second", NodeFigures::collecting, Format::rate),
          new Kind("delay", "Slowest event loop, ms", NodeFigures::delayMillis, Format::rate));

  private record Kind(
      String name,
      String label,
      ToDoubleFunction<NodeFigures> figure,
      DoubleFunction<String> format) {

    Chart draw(List<NodeFigures> moments) {
      double peak = moments.stream().mapToDouble(figure).max().orElse(0);
      double last = figure.applyAsDouble(moments.get(moments.size() - 1));
      StringBuilder points = new StringBuilder();
      // The last moment is at the right.
      int x = WIDTH - moments.size();
      for (NodeFigures moment : moments) {
        double share = peak <= 0 ? 0 : figure.applyAsDouble(moment) / peak;
        if (points.length() > 0) {
          points.append(' ');
        }
        points.append(x++).append(',').append(HEIGHT - Math.round(share * HEIGHT));
      }
      return new Chart(name, label, format.apply(last), format.apply(peak), points.toString());
    }
  }

  /**
   * All charts of a node.
   *
   * @param moments at least one, at most {@link #WIDTH}, the oldest first
   */
  static List<Chart> draw(List<NodeFigures> moments) {
    return KINDS.stream().map(kind -> kind.draw(moments)).toList();
  }
}
