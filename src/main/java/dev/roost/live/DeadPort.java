package dev.roost.live;

import dev.roost.Endpoint;
import dev.roost.channel.Channel;
import dev.roost.channel.StopReason;
import dev.roost.serializer.JsonCodec;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The missing connection of a view that HTTP's page is made of: it receives nothing and pushes
 * nothing. Its broadcasts are sent.
 */
final class DeadPort implements LivePort {
  private final Endpoint endpoint;
  private final LiveLoop loop;
  private @Nullable ViewThread thread;

  /** To be called on the event loop of the request. */
  DeadPort(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.loop = LiveLoop.current(endpoint.vertx());
  }

  @Override
  public boolean isConnected() {
    return false;
  }

  @Override
  public JsonCodec codec() {
    return endpoint.codec();
  }

  @Override
  public void push(String event, Payload payload) {}

  @Override
  public void subscribe(String topic) {}

  @Override
  public void unsubscribe(String topic) {}

  @Override
  public void broadcast(String topic, String event, Object payload) {
    endpoint.broadcast(topic, event, payload);
  }

  @Override
  public void broadcastFrom(String topic, String event, Object payload) {
    endpoint.broadcast(topic, event, payload);
  }

  @Override
  public void presence(Function<Channel, Future<?>> change) {}

  @Override
  public void post(Object message) {}

  @Override
  public void postAfter(long millis, Object message) {}

  @Override
  public void run(Runnable code) {}

  @Override
  public void hold(Future<?> until) {
    throw new IllegalStateException("a page without connection has no mailbox");
  }

  @Override
  public LiveLoop loop() {
    return loop;
  }

  @Override
  public ViewThread thread() {
    if (thread == null) {
      thread = new ViewThread(endpoint.vertx());
    }
    return thread;
  }

  @Override
  public <T> Future<T> besides(Callable<T> code) {
    throw new IllegalStateException("a page without connection starts no work");
  }

  @Override
  public void stop(StopReason reason) {}
}
