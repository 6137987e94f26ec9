package dev.roost.internal.transport.http;

import dev.roost.internal.options.Require;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many of something each {@linkplain ClientNetwork network} has, and a limit for that. Has an
 * entry for a network only as long as the network has any. For any thread.
 */
public final class CountsByNetwork {
  private final Map<ClientNetwork, Integer> counts = new ConcurrentHashMap<>();
  private final int max;

  /**
   * Counts up to a limit.
   *
   * @param max how many each may have; 0 for any number, and then nothing is counted
   */
  public CountsByNetwork(int max) {
    Require.notNegative("max", max);
    this.max = max;
  }

  /** Whether there is a limit at all. */
  public boolean isLimited() {
    return max > 0;
  }

  /** Whether the network has as many as it may. */
  public boolean isFull(ClientNetwork network) {
    return max > 0 && counts.getOrDefault(network, 0) >= max;
  }

  /** Counts one more, unless the network has as many as it may. */
  public boolean add(ClientNetwork network) {
    if (max == 0) {
      return true;
    }
    boolean[] added = {false};
    counts.compute(
        network,
        (same, count) -> {
          int before = count == null ? 0 : count;
          added[0] = before < max;
          return added[0] ? Integer.valueOf(before + 1) : count;
        });
    return added[0];
  }

  /** One that {@link #add} counted has ended. */
  public void remove(ClientNetwork network) {
    if (max > 0) {
      counts.computeIfPresent(network, (same, count) -> count == 1 ? null : count - 1);
    }
  }

  /** How many networks have any. */
  int networks() {
    return counts.size();
  }
}
