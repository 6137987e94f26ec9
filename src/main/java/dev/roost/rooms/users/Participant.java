package dev.roost.rooms.users;

import dev.roost.channel.Channel;
import dev.roost.presence.Presence;
import io.vertx.core.Future;
import java.util.function.Function;

/** A user's presence at a channel's topic, which says whether they are typing. */
public final class Participant {
  private final Presence presence;
  private final Channel channel;
  private final User user;
  private final Function<Boolean, ?> meta;
  private boolean typing;

  /**
   * A participant, who is not there yet.
   *
   * @param meta what is told of them while they are typing, or are not
   */
  public Participant(Presence presence, Channel channel, User user, Function<Boolean, ?> meta) {
    this.presence = presence;
    this.channel = channel;
    this.user = user;
    this.meta = meta;
  }

  /** Lets them be there. Completes when the list shows it. */
  public Future<?> enter() {
    return presence.track(channel, user.id(), meta.apply(typing));
  }

  /** Whether they are typing now. Completes when the list shows it. */
  public Future<?> setTyping(boolean nowTyping) {
    if (typing == nowTyping) {
      return Future.succeededFuture();
    }
    typing = nowTyping;
    return presence.update(channel, user.id(), meta.apply(typing));
  }
}
