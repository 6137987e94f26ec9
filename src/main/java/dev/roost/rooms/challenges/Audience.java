package dev.roost.rooms.challenges;

import dev.roost.serializer.Broadcast;
import io.vertx.core.Future;

/** Sends a client the events of its room. Used on its channel's event loop. */
interface Audience {

  /** Sends the client the changes between its join reply and now. */
  Future<?> catchUp(ChallengeState state);

  /** Sends an event to the client, if clients of its kind receive it. */
  void handle(Broadcast broadcast);

  /** Sends something to the client. */
  @FunctionalInterface
  interface Client {
    /** See {@link dev.roost.channel.Channel}. */
    void push(String event, Object payload);
  }
}
