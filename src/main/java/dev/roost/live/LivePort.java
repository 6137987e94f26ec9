package dev.roost.live;

import dev.roost.channel.Channel;
import dev.roost.channel.StopReason;
import dev.roost.serializer.JsonCodec;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** The connection of a view, or its absence during the render over HTTP. */
interface LivePort {
  boolean isConnected();

  JsonCodec codec();

  void push(String event, Payload payload);

  void subscribe(String topic);

  void unsubscribe(String topic);

  void broadcast(String topic, String event, Object payload);

  void broadcastFrom(String topic, String event, Object payload);

  /** Tracks or untracks the channel of this view; a failure is a crash. */
  void presence(Function<Channel, Future<?>> change);

  void post(Object message);

  void postAfter(long millis, Object message);

  void run(Runnable code);

  /** Keeps later messages waiting; a failure is a crash. */
  void hold(Future<?> until);

  /** The event loop of the connection. */
  LiveLoop loop();

  /** The thread of a view that may block. */
  ViewThread thread();

  /** Runs code on a thread that may block; the future completes on the event loop. */
  default <T> Future<T> blocking(Callable<T> code) {
    return thread().run(loop(), code);
  }

  /** As {@link #blocking}, on a thread that callbacks of the view do not wait for. */
  <T> Future<T> besides(Callable<T> code);

  void stop(StopReason reason);
}
