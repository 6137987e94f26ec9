package dev.roost.pubsub;

import dev.roost.internal.options.Require;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The limits of a topic's history. From it, a client that reconnects gets the broadcasts that it
 * missed. Beyond any of the three limits the oldest is forgotten.
 *
 * <p>Each broadcast that the history keeps gets an id, which stands in its payload as {@link #ID}.
 * Each node keeps its own history, in memory: an id means nothing to another node. Binary payloads
 * are not kept, as nothing can be put into them, nor are the events of presence, which have a state
 * of their own.
 *
 * @param messages how many broadcasts
 * @param age how long; also how long the topic is followed after its last subscriber has gone
 * @param bytes how many bytes their payloads have
 * @param passing events that are not kept, as clients do not miss them, such as typing and cursors
 */
public record History(int messages, Duration age, int bytes, Set<String> passing) {
  /** The member of a payload that is the broadcast's id. */
  public static final String ID = "history_id";

  private static final int DEFAULT_BYTES = 256 << 10;

  private static final List<String> PRESENCE = List.of("presence_state", "presence_diff");

  /** All limits must be positive. */
  public History {
    Require.positive("messages", messages);
    Require.positive("bytes", bytes);
    if (age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException("age: expected a positive duration, found " + age);
    }
    passing = Set.copyOf(passing);
  }

  /** So many broadcasts, for so long, with 256 KiB of payloads. */
  public static History of(int messages, Duration age) {
    return new History(messages, age, DEFAULT_BYTES, Set.of());
  }

  /**
   * The same with another {@link #bytes}. All that a client may have missed should be less than
   * what may wait for it, or it is closed for not reading.
   */
  public History withBytes(int most) {
    return new History(messages, age, most, passing);
  }

  /** A copy that also excludes these events. */
  public History without(String... events) {
    Set<String> more = new HashSet<>(passing);
    more.addAll(List.of(Objects.requireNonNull(events)));
    return new History(messages, age, bytes, more);
  }

  /** Whether broadcasts of an event are kept. */
  public boolean keeps(String event) {
    return !PRESENCE.contains(event) && !passing.contains(event);
  }
}
