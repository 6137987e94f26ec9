package dev.roost.serializer;

import java.nio.charset.StandardCharsets;

/**
 * A message to everyone who is subscribed to a topic. Immutable, so it may cross threads.
 *
 * @param topic such as {@code room:lobby}
 * @param event such as {@code new_msg}
 * @param payload a JSON object, or binary
 */
public record Broadcast(String topic, String event, Payload payload) {

  /**
   * Checks what every serializer demands, so that a broadcast that cannot be sent fails where it is
   * made and not at its subscribers.
   *
   * @throws IllegalArgumentException if the payload is neither an object nor binary, or if it is
   *     binary and the topic or event has more than 255 bytes
   */
  public Broadcast {
    payload.requireObjectOrBinary();
    if (payload.isBinary()) {
      requireShort("topic", topic);
      requireShort("event", event);
    }
  }

  private static void requireShort(String what, String value) {
    int length = value.getBytes(StandardCharsets.UTF_8).length;
    if (length > BinaryLayout.MAX_FIELD_BYTES) {
      throw new IllegalArgumentException(
          what + " of a binary broadcast has " + length + " bytes, 255 is the most");
    }
  }
}
