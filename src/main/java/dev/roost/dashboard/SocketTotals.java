package dev.roost.dashboard;

import dev.roost.metrics.SocketSnapshot;

/**
 * The figures of one socket of a node that the dashboard shows, see {@link SocketSnapshot}.
 *
 * @param path of its mount
 */
record SocketTotals(
    String path,
    long open,
    long channels,
    long opened,
    long received,
    long sent,
    long slow,
    long overloaded,
    long refused,
    long crashed) {

  static SocketTotals of(String path, SocketSnapshot figures) {
    return new SocketTotals(
        path,
        figures.open(),
        figures.channels(),
        figures.opened(),
        figures.received(),
        figures.sent(),
        figures.slow(),
        figures.overloaded(),
        figures.refused(),
        figures.crashed());
  }
}
