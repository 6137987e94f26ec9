package dev.roost.rooms.signin;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds how many passwords are being hashed or wait for it, on the whole and for the clients of
 * one network. Hashing is slow on purpose: without a bound, a flood of attempts would let every
 * other client wait behind it. Safe for any thread.
 */
public final class HashingSlots {
  private static final Logger log = LoggerFactory.getLogger(HashingSlots.class);

  private final int max;
  private final int maxPerNetwork;
  private final AtomicInteger used = new AtomicInteger();
  private final AtomicLong refused = new AtomicLong();

  /** Only networks that use a slot have an entry, so there are {@link #max} at most. */
  private final ConcurrentMap<ClientAddress.Prefix, Integer> usedByNetwork =
      new ConcurrentHashMap<>();

  /**
   * Free slots.
   *
   * @param max how many there are
   * @param maxPerNetwork how many of them the clients of one network may use at a time
   */
  public HashingSlots(int max, int maxPerNetwork) {
    this.max = max;
    this.maxPerNetwork = maxPerNetwork;
  }

  /** Takes a slot, unless none is free for the client. It must be {@link #release released}. */
  public boolean tryAcquire(ClientAddress client) {
    if (used.incrementAndGet() > max) {
      used.decrementAndGet();
      return refuse("on the whole", max);
    }
    int ofNetwork = usedByNetwork.merge(client.network(), 1, Integer::sum);
    if (ofNetwork > maxPerNetwork) {
      release(client);
      return refuse("from one network", maxPerNetwork);
    }
    return true;
  }

  private boolean refuse(String where, int limit) {
    // The first, the second, the fourth and so on: a flood makes few lines.
    long count = refused.incrementAndGet();
    if (Long.bitCount(count) == 1) {
      log.warn(
          "refusing a password: too many wait to be hashed {} limit={} refused={}",
          where,
          limit,
          count);
    }
    return false;
  }

  /** Gives the client's slot back. */
  public void release(ClientAddress client) {
    usedByNetwork.computeIfPresent(
        client.network(), (network, count) -> count == 1 ? null : count - 1);
    used.decrementAndGet();
  }

  /** How many are in use. */
  int used() {
    return used.get();
  }

  /** How many networks have one in use. */
  int networks() {
    return usedByNetwork.size();
  }

  /** How often there was none so far. */
  public long refused() {
    return refused.get();
  }
}
