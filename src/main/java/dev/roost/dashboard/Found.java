package dev.roost.dashboard;

import java.util.List;

/** The result of a search on a node. */
interface Found<R> {
  /** The first matches in the order of the list. */
  List<R> rows();

  /** The number of all matches. */
  long total();
}
