package dev.roost.presence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;

/** Adds to presences what is known of their keys, such as a user's name from the database. */
@FunctionalInterface
public interface PresenceFetcher {

  /**
   * Enriches presences: once for each side of a diff, and once for each list. Called on the topic's
   * event loop, must not block; one diff of a topic is fetched at a time, and the next waits.
   *
   * @param topic the topic they are of
   * @param presences {@code {key: {"metas": […]}}}, the fetcher's own to change
   * @return the presences to send, with the same keys and {@code metas}; if it fails, they are sent
   *     unchanged
   */
  Future<ObjectNode> fetch(String topic, ObjectNode presences);
}
