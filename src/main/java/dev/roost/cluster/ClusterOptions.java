package dev.roost.cluster;

import dev.roost.internal.options.Require;
import java.util.Objects;

/** How nodes speak with each other. All nodes of a cluster should have the same. */
public final class ClusterOptions {
  private String name = "roost";
  private long broadcastPeriodMillis = 1_500;
  private long downPeriodMillis = 30_000;
  private long batchIntervalMillis = 2;
  private int windowBytes = 4 << 20;
  private int maxQueuedBytes = 8 << 20;
  private int maxControlBytes = 64 << 20;

  /** Tells several endpoints on one event bus apart; {@code roost} by default. */
  public ClusterOptions name(String addressPrefix) {
    name = Objects.requireNonNull(addressPrefix);
    return this;
  }

  /** How often a node shows that it is alive; 1,500 ms, as Phoenix's {@code broadcast_period}. */
  public ClusterOptions broadcastPeriodMillis(long millis) {
    broadcastPeriodMillis = Require.positive("broadcastPeriodMillis", millis);
    return this;
  }

  /**
   * After how long without a sign a node counts as down; 30 s, as Phoenix's {@code down_period}. A
   * node that the cluster manager reports gone is down at once. At least twice the broadcast
   * period.
   */
  public ClusterOptions downPeriodMillis(long millis) {
    downPeriodMillis = Require.positive("downPeriodMillis", millis);
    return this;
  }

  /**
   * Sets the shortest time between two batches of messages to another node. Default: 2 ms; with 0
   * no message waits. The first message after a pause is sent at once. A batch costs both nodes
   * system calls and wake-ups, however many messages are in it.
   */
  public ClusterOptions batchIntervalMillis(long millis) {
    batchIntervalMillis = Require.notNegative("batchIntervalMillis", millis);
    return this;
  }

  /** The most unacknowledged bytes to one node; 4 MiB by default. */
  public ClusterOptions windowBytes(int bytes) {
    windowBytes = Require.positive("windowBytes", bytes);
    return this;
  }

  /**
   * The most bytes of broadcasts that wait for that window; 8 MiB by default. Beyond, the oldest
   * are dropped and counted.
   */
  public ClusterOptions maxQueuedBytes(int bytes) {
    maxQueuedBytes = Require.positive("maxQueuedBytes", bytes);
    return this;
  }

  /**
   * The most bytes of other messages that wait for it, such as subscriptions and presences; 64 MiB
   * by default. Beyond, all of it is dropped and counted, and the other node asks for it once it
   * reads again. All topics and presences of a node may be larger: a node that comes gets them in
   * parts that are encoded as it reads, and count 16 bytes for each topic and presence until then.
   */
  public ClusterOptions maxControlBytes(int bytes) {
    maxControlBytes = Require.positive("maxControlBytes", bytes);
    return this;
  }

  /** See {@link #name(String)}. */
  public String name() {
    return name;
  }

  /** See {@link #broadcastPeriodMillis(long)}. */
  public long broadcastPeriodMillis() {
    return broadcastPeriodMillis;
  }

  /** See {@link #downPeriodMillis(long)}. */
  public long downPeriodMillis() {
    return Math.max(downPeriodMillis, 2 * broadcastPeriodMillis);
  }

  /** See {@link #batchIntervalMillis(long)}. */
  public long batchIntervalMillis() {
    return batchIntervalMillis;
  }

  /** See {@link #windowBytes(int)}. */
  public int windowBytes() {
    return windowBytes;
  }

  /** See {@link #maxQueuedBytes(int)}. */
  public int maxQueuedBytes() {
    return maxQueuedBytes;
  }

  /** See {@link #maxControlBytes(int)}. */
  public int maxControlBytes() {
    return maxControlBytes;
  }
}
