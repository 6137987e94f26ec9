package dev.roost.rooms.users;

import dev.roost.channel.Channel;
import dev.roost.presence.Presence;
import io.vertx.core.Future;
import java.util.function.Function;

/** A user's presence at a channel's topic: whether they are typing, and whether they are away. */
public final class Participant {
  private final Presence presence;
  private final Channel channel;
  private final User user;
  private final Function<State, ?> meta;
  private State state = new State(false, false);

  /** The part of a participant that changes. */
  public record State(boolean typing, boolean away) {}

  /**
   * A participant, who is not there yet.
   *
   * @param meta the meta of a person in a state
   */
  public Participant(Presence presence, Channel channel, User user, Function<State, ?> meta) {
    this.presence = presence;
    this.channel = channel;
    this.user = user;
    this.meta = meta;
  }

  /** Lets them be there. Completes when the list shows it. */
  public Future<?> enter() {
    return presence.track(channel, user.id(), meta.apply(state));
  }

  /** Updates the person's presence. */
  public Future<?> refresh() {
    return presence.update(channel, user.id(), meta.apply(state));
  }

  /** Whether they are typing now. Completes when the list shows it. */
  public Future<?> setTyping(boolean nowTyping) {
    return change(new State(nowTyping, state.away()));
  }

  /** Whether they are away now. Completes when the list shows it. */
  public Future<?> setAway(boolean nowAway) {
    return change(new State(state.typing(), nowAway));
  }

  private Future<?> change(State now) {
    if (state.equals(now)) {
      return Future.succeededFuture();
    }
    state = now;
    return presence.update(channel, user.id(), meta.apply(now));
  }
}
