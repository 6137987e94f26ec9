package dev.roost.presence;

import dev.roost.internal.options.Require;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How presence is kept, with Phoenix's names and defaults where Phoenix has the option. To be
 * filled in before the {@link Presence} is created.
 */
public final class PresenceOptions {
  private String name = "presence";
  private long diffWindowMillis = 10;
  private long permdownPeriodMillis = 1_200_000;
  private long leaveGraceMillis;
  private int maxPresencesPerChannel = 100;
  private @Nullable PresenceFetcher fetcher;
  private @Nullable PresenceListener listener;

  /**
   * For how long changes to a topic are gathered into one diff; 10 milliseconds by default, 0 for
   * not at all. The first change after a quiet time is sent at once.
   */
  public PresenceOptions diffWindowMillis(long millis) {
    diffWindowMillis = Require.notNegative("diffWindowMillis", millis);
    return this;
  }

  /**
   * How long a leave is delayed in case the key returns, as when a phone changes its network; 0,
   * not at all, by default. If the key returns in time with the same meta, clients receive nothing;
   * with another meta, they receive an update. Meanwhile lists show the key.
   */
  public PresenceOptions leaveGraceMillis(long millis) {
    leaveGraceMillis = Require.notNegative("leaveGraceMillis", millis);
    return this;
  }

  /** Tells several presences of one cluster apart; {@code presence} by default. */
  public PresenceOptions name(String presence) {
    name = Objects.requireNonNull(presence);
    return this;
  }

  /**
   * How long the presences of a node that is down are remembered, so that they can come back with
   * it; 20 minutes, as Phoenix's {@code permdown_period}.
   */
  public PresenceOptions permdownPeriodMillis(long millis) {
    permdownPeriodMillis = Require.positive("permdownPeriodMillis", millis);
    return this;
  }

  /** How many presences one channel may track; 100 by default. */
  public PresenceOptions maxPresencesPerChannel(int presences) {
    maxPresencesPerChannel = Require.positive("maxPresencesPerChannel", presences);
    return this;
  }

  /** Adds to presences what is known of their keys, Phoenix's {@code fetch}. */
  public PresenceOptions fetch(PresenceFetcher with) {
    fetcher = Objects.requireNonNull(with);
    return this;
  }

  /** Follows the presences in server code, Phoenix's {@code handle_metas}. */
  public PresenceOptions handleMetas(PresenceListener with) {
    listener = Objects.requireNonNull(with);
    return this;
  }

  /** See {@link #leaveGraceMillis(long)}. */
  public long leaveGraceMillis() {
    return leaveGraceMillis;
  }

  /** See {@link #name(String)}. */
  public String name() {
    return name;
  }

  /** See {@link #permdownPeriodMillis(long)}. */
  public long permdownPeriodMillis() {
    return permdownPeriodMillis;
  }

  /** See {@link #diffWindowMillis(long)}. */
  public long diffWindowMillis() {
    return diffWindowMillis;
  }

  /** See {@link #maxPresencesPerChannel(int)}. */
  public int maxPresencesPerChannel() {
    return maxPresencesPerChannel;
  }

  /** See {@link #fetch(PresenceFetcher)}; null for none. */
  public @Nullable PresenceFetcher fetch() {
    return fetcher;
  }

  /** See {@link #handleMetas(PresenceListener)}; null for none. */
  public @Nullable PresenceListener handleMetas() {
    return listener;
  }
}
