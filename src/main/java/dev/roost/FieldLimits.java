package dev.roost;

import dev.roost.internal.options.Require;

/**
 * How long what is around a payload may be, in characters. A message with a longer field counts as
 * one that cannot be decoded. Phoenix has no limits for text messages; these are here because a
 * session keeps topics and join_refs. Binary messages cannot have fields of more than 255 bytes.
 *
 * @param topic the topic
 * @param event the event
 * @param ref the ref and the join_ref, each
 */
public record FieldLimits(int topic, int event, int ref) {
  /** 1,024 characters for topics, 256 for events, 4,096 for refs. */
  public static final FieldLimits DEFAULT = new FieldLimits(1_024, 256, 4_096);

  /** All must be positive. */
  public FieldLimits {
    Require.positive("topic", topic);
    Require.positive("event", event);
    Require.positive("ref", ref);
  }
}
