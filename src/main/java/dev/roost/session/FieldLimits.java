package dev.roost.session;

import dev.roost.wire.DecodeException;
import dev.roost.wire.Message;
import dev.roost.wire.Ref;
import org.jspecify.annotations.Nullable;

/**
 * How long what is around a payload may be, in characters. A message with a longer field counts as
 * one that cannot be decoded. Binary messages cannot have fields of more than 255 bytes anyway.
 *
 * @param topic the topic
 * @param event the event
 * @param ref the ref and the join_ref, each
 */
public record FieldLimits(int topic, int event, int ref) {
  /** 1,024 for topics, 256 for events, 255 for refs: as many as a binary message can have. */
  public static final FieldLimits DEFAULT = new FieldLimits(1_024, 256, 255);

  /** All must be positive. */
  public FieldLimits {
    if (topic < 1 || event < 1 || ref < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
  }

  void check(Message message) throws DecodeException {
    if (message.topic().length() > topic) {
      throw new DecodeException("a topic of more than " + topic + " characters");
    }
    if (message.event().length() > event) {
      throw new DecodeException("an event of more than " + event + " characters");
    }
    if (isTooLong(message.ref()) || isTooLong(message.joinRef())) {
      throw new DecodeException("a ref of more than " + ref + " characters");
    }
  }

  private boolean isTooLong(@Nullable Ref of) {
    return of != null && of.toString().length() > ref;
  }
}
