package dev.roost.rooms.challenges;

import dev.roost.serializer.Broadcast;
import io.vertx.core.Future;

/** How a client hears what happens in its room. Used on its channel's event loop. */
interface Audience {

  /** Tells the client what it missed between what its join was answered with and now. */
  Future<?> catchUp(ChallengeState state);

  /** Tells the client of an event, as far as it is for clients of its kind. */
  void handle(Broadcast broadcast);

  /** Sends something to the client. */
  @FunctionalInterface
  interface Client {
    /** See {@link dev.roost.channel.Channel}. */
    void push(String event, Object payload);
  }
}
