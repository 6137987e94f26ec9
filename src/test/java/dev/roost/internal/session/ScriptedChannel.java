package dev.roost.internal.session;

import dev.roost.channel.Answer;
import dev.roost.channel.Channel;
import dev.roost.channel.Forwarding;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.serializer.Broadcast;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * A channel that runs the test's scripts and records its callbacks. It exposes its protected
 * methods to the test under other names.
 */
public final class ScriptedChannel extends Channel {
  /** The callbacks so far, such as {@code in:ping} or {@code terminate:LEFT}. */
  public final List<String> calls = new CopyOnWriteArrayList<>();

  private BiFunction<ScriptedChannel, Join, Answer> join = (self, request) -> Reply.ok();
  private BiConsumer<ScriptedChannel, Push> in = (self, push) -> push.ok();
  private BiConsumer<ScriptedChannel, Broadcast> out =
      (self, broadcast) -> self.sendPush(broadcast.event(), broadcast.payload());
  private BiConsumer<ScriptedChannel, Broadcast> broadcastScript = (self, broadcast) -> {};
  private BiConsumer<ScriptedChannel, Object> info = (self, message) -> {};
  private BiConsumer<ScriptedChannel, StopReason> terminate = (self, reason) -> {};
  private Runnable joined = () -> {};
  private Set<String> intercepts = Set.of();

  /** Sets the script of {@code join}. */
  public ScriptedChannel onJoin(BiFunction<ScriptedChannel, Join, Answer> script) {
    join = script;
    return this;
  }

  /** Sets the script of {@code joined}. */
  public ScriptedChannel onJoined(Runnable script) {
    joined = script;
    return this;
  }

  /** Sets the script of {@code handleIn}. */
  public ScriptedChannel onIn(BiConsumer<ScriptedChannel, Push> script) {
    in = script;
    return this;
  }

  /** Sets the script of {@code handleOut} for these events. */
  public ScriptedChannel onOut(Set<String> events, BiConsumer<ScriptedChannel, Broadcast> script) {
    intercepts = events;
    out = script;
    return this;
  }

  /** Sets the script of {@code handleBroadcast}. */
  public ScriptedChannel onBroadcast(BiConsumer<ScriptedChannel, Broadcast> script) {
    broadcastScript = script;
    return this;
  }

  /** Sets the script of {@code handleInfo}. */
  public ScriptedChannel onInfo(BiConsumer<ScriptedChannel, Object> script) {
    info = script;
    return this;
  }

  /** Sets the script of {@code terminate}. */
  public ScriptedChannel onTerminate(BiConsumer<ScriptedChannel, StopReason> script) {
    terminate = script;
    return this;
  }

  @Override
  public Answer join(Join request) {
    calls.add("join:" + request.topicSuffix());
    return join.apply(this, request);
  }

  @Override
  public void joined() {
    calls.add("joined");
    joined.run();
  }

  @Override
  public void handleIn(Push push) {
    calls.add("in:" + push.event());
    in.accept(this, push);
  }

  @Override
  public void handleOut(Broadcast broadcast) {
    calls.add("out:" + broadcast.event());
    out.accept(this, broadcast);
  }

  @Override
  public void handleBroadcast(Broadcast broadcast) {
    calls.add("broadcast:" + broadcast.event());
    broadcastScript.accept(this, broadcast);
  }

  @Override
  public void handleInfo(Object message) {
    calls.add("info:" + message);
    info.accept(this, message);
  }

  @Override
  public void terminate(StopReason reason) {
    calls.add("terminate:" + reason);
    terminate.accept(this, reason);
  }

  @Override
  public Set<String> intercepts() {
    return intercepts;
  }

  /** {@code push}. */
  public void sendPush(String event, Object payload) {
    push(event, payload);
  }

  /** {@code broadcast}. */
  public void sendBroadcast(String event, Object payload) {
    broadcast(event, payload);
  }

  /** {@code broadcastFrom}. */
  public void sendBroadcastFrom(String event, Object payload) {
    broadcastFrom(event, payload);
  }

  /** {@code broadcastTo}. */
  public void sendBroadcastTo(String topic, String event, Object payload) {
    broadcastTo(topic, event, payload);
  }

  /** {@code broadcastFromTo}. */
  public void sendBroadcastFromTo(String topic, String event, Object payload) {
    broadcastFromTo(topic, event, payload);
  }

  /** {@code forward}. */
  public void relay(String topic, Forwarding forwarding) {
    forward(topic, forwarding);
  }

  /** {@code subscribe}. */
  public void subscribeTo(String topic) {
    subscribe(topic);
  }

  /** {@code unsubscribe}. */
  public void unsubscribeFrom(String topic) {
    unsubscribe(topic);
  }

  /** {@code stop}. */
  public void end(StopReason reason) {
    stop(reason);
  }

  /** {@code hold}. */
  public void pauseUntil(Future<?> until) {
    hold(until);
  }

  /** {@code postAfter}. */
  public void postLater(long millis, Object message) {
    postAfter(millis, message);
  }

  /** {@code executeBlocking}. */
  public <T> Future<T> block(Callable<T> work) {
    return executeBlocking(work);
  }
}
