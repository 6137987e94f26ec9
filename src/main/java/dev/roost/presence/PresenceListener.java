package dev.roost.presence;

import dev.roost.serializer.Payload;

/**
 * Follows the presences of all topics in server code. A state of one's own is kept in the
 * listener's fields; topics are on different event loops, so fields shared by topics must be safe
 * for threads.
 */
@FunctionalInterface
public interface PresenceListener {

  /**
   * The presences of a topic changed. Called on the topic's event loop, in the order of the diffs;
   * must not block.
   *
   * @param topic the topic
   * @param diff {@code {"joins": {…}, "leaves": {…}}}, as the clients receive it
   * @param presences all presences of the topic after the diff
   */
  void handleMetas(String topic, Payload diff, Presences presences);
}
