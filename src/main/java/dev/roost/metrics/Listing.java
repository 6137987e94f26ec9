package dev.roost.metrics;

import java.util.List;

/**
 * The first of many, for operators.
 *
 * @param items as many as were asked for at most
 * @param total how many there are, those that were left out included
 */
public record Listing<T>(List<T> items, long total) {
  /** The items do not change afterwards. */
  public Listing {
    items = List.copyOf(items);
  }
}
