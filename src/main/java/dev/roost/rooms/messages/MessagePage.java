package dev.roost.rooms.messages;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Some of the messages before another.
 *
 * @param messages oldest first
 * @param more whether there are older ones
 */
public record MessagePage<M>(List<M> messages, boolean more) {

  /** Of the latest messages first, and one more than the page has if there is one. */
  public static <M> MessagePage<M> of(List<M> latestFirst, int limit) {
    List<M> messages = new ArrayList<>(latestFirst.subList(0, Math.min(limit, latestFirst.size())));
    Collections.reverse(messages);
    return new MessagePage<>(messages, latestFirst.size() > limit);
  }
}
