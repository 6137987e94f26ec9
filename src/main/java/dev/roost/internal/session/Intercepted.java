package dev.roost.internal.session;

import dev.roost.channel.Channel;
import dev.roost.internal.pubsub.Dispatch;
import dev.roost.serializer.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast for {@link Channel#handleOut}.
 *
 * @param historyId its id if the topic has a history
 */
record Intercepted(Broadcast broadcast, @Nullable String historyId) {

  static Intercepted of(Dispatch dispatch) {
    return new Intercepted(dispatch.broadcast(), dispatch.historyId());
  }
}
