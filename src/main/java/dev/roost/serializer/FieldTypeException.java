package dev.roost.serializer;

import org.jspecify.annotations.Nullable;

/**
 * A message is complete, but its topic or event is another JSON value than a string. Phoenix takes
 * such a message as far as it goes: no channel has the topic, and no handler has the event.
 */
public final class FieldTypeException extends DecodeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Ref joinRef;
  private final transient @Nullable Ref ref;
  private final transient Ref topic;
  private final transient Ref event;

  FieldTypeException(@Nullable Ref joinRef, @Nullable Ref ref, Ref topic, Ref event) {
    super("topic and event are strings");
    this.joinRef = joinRef;
    this.ref = ref;
    this.topic = topic;
    this.event = event;
  }

  /** The message's join_ref. */
  public @Nullable Ref joinRef() {
    return joinRef;
  }

  /** The message's ref. */
  public @Nullable Ref ref() {
    return ref;
  }

  /** The topic, a string or the JSON value as it was written. */
  public Ref topic() {
    return topic;
  }

  /** The event, a string or the JSON value as it was written. */
  public Ref event() {
    return event;
  }
}
