package dev.roost.internal.session;

import dev.roost.FieldLimits;
import dev.roost.serializer.DecodeException;
import dev.roost.serializer.FieldTypeException;
import dev.roost.serializer.Message;
import dev.roost.serializer.Ref;
import org.jspecify.annotations.Nullable;

/** Holds messages to the limits of what is around a payload. */
final class FieldCheck {
  private FieldCheck() {}

  static void check(FieldLimits limits, Message message) throws DecodeException {
    check(limits, message.topic(), message.event(), message.ref(), message.joinRef());
  }

  static void check(FieldLimits limits, FieldTypeException message) throws DecodeException {
    check(
        limits,
        message.topic().toString(),
        message.event().toString(),
        message.ref(),
        message.joinRef());
  }

  private static void check(
      FieldLimits limits, String topic, String event, @Nullable Ref own, @Nullable Ref join)
      throws DecodeException {
    if (topic.length() > limits.topic()) {
      throw new DecodeException("a topic of more than " + limits.topic() + " characters");
    }
    if (event.length() > limits.event()) {
      throw new DecodeException("an event of more than " + limits.event() + " characters");
    }
    if (isTooLong(limits, own) || isTooLong(limits, join)) {
      throw new DecodeException("a ref of more than " + limits.ref() + " characters");
    }
  }

  private static boolean isTooLong(FieldLimits limits, @Nullable Ref of) {
    return of != null && of.toString().length() > limits.ref();
  }
}
