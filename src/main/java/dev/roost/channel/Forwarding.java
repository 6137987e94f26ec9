package dev.roost.channel;

import dev.roost.serializer.Broadcast;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Under which topic and event {@link Channel#forward(String, Forwarding)} sends broadcasts to the
 * client. Immutable.
 *
 * @param topic the topic that the client sees, or null for the broadcast's own
 * @param event the event that the client sees, or null for the broadcast's own
 */
public record Forwarding(@Nullable String topic, @Nullable String event) {
  /** Topic and event of the broadcast itself. */
  public static final Forwarding AS_IS = new Forwarding(null, null);

  private static final int MAX_BYTES = 255;

  /**
   * Checks what binary frames demand.
   *
   * @throws IllegalArgumentException if the topic or event has more than 255 bytes
   */
  public Forwarding {
    requireShort("topic", topic);
    requireShort("event", event);
  }

  /** The same under another topic. */
  public Forwarding asTopic(String other) {
    return new Forwarding(other, event);
  }

  /** The same under another event. */
  public Forwarding asEvent(String other) {
    return new Forwarding(topic, other);
  }

  /** The topic under which the client gets a broadcast. */
  public String topicOf(Broadcast broadcast) {
    return topic == null ? broadcast.topic() : topic;
  }

  /** The event under which the client gets a broadcast. */
  public String eventOf(Broadcast broadcast) {
    return event == null ? broadcast.event() : event;
  }

  private static void requireShort(String what, @Nullable String value) {
    int length = value == null ? 0 : value.getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the " + what + " has " + length + " bytes, " + MAX_BYTES + " is the most");
    }
  }
}
