package dev.roost.internal.presence;

import dev.roost.channel.Answer;
import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.presence.Presence;
import io.vertx.core.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** A channel that pushes its topic's state after the join and runs the test's actions. */
final class PresentChannel extends Channel {
  private final Presence presence;
  private Function<PresentChannel, Answer> onJoin = self -> Reply.ok();
  private Consumer<PresentChannel> beforeState = self -> {};
  private Consumer<PresentChannel> afterState = self -> {};
  private Consumer<PresentChannel> onEnd = self -> {};

  PresentChannel(Presence presence) {
    this.presence = presence;
  }

  PresentChannel onJoin(Function<PresentChannel, Answer> action) {
    onJoin = action;
    return this;
  }

  PresentChannel beforeState(Consumer<PresentChannel> action) {
    beforeState = action;
    return this;
  }

  PresentChannel afterState(Consumer<PresentChannel> action) {
    afterState = action;
    return this;
  }

  PresentChannel onEnd(Consumer<PresentChannel> action) {
    onEnd = action;
    return this;
  }

  /** Pushes to the client. */
  void sendPush(String event, Object payload) {
    push(event, payload);
  }

  /** Holds the client's messages. */
  void waitFor(Future<?> future) {
    hold(future);
  }

  @Override
  public Answer join(Join join) {
    return onJoin.apply(this);
  }

  @Override
  public void joined() {
    beforeState.accept(this);
    push("presence_state", presence.list(topic()).payload());
    afterState.accept(this);
  }

  @Override
  public void handleIn(Push push) {
    switch (push.event()) {
      case "stop" -> stop();
      case "crash" -> throw new IllegalStateException("told to crash");
      default -> push.ok();
    }
  }

  @Override
  public void terminate(dev.roost.channel.StopReason reason) {
    onEnd.accept(this);
  }
}
