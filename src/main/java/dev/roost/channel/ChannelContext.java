package dev.roost.channel;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/**
 * The operations that the engine offers to a channel. Users call the methods of {@link Channel}
 * instead; this interface is for the engine and for other programs that run channels.
 *
 * <p>From any thread.
 */
public interface ChannelContext {

  /** The topic this channel serves. */
  String topic();

  /** The connection's socket. */
  Socket socket();

  /** See {@link Channel#endpoint}. */
  ChannelEndpoint endpoint();

  /** See {@link Channel#presence}. */
  ChannelPresence presence(Channel channel);

  /** See {@link Channel#push}. */
  void push(String event, Object payload);

  /** See {@link Channel#broadcast}. */
  void broadcast(String event, Object payload);

  /** See {@link Channel#broadcastFrom}. */
  void broadcastFrom(String event, Object payload);

  /** See {@link Channel#broadcastTo}. */
  void broadcastTo(String topic, String event, Object payload);

  /** See {@link Channel#broadcastFromTo}. */
  void broadcastFromTo(String topic, String event, Object payload);

  /** See {@link Channel#forward(String, Forwarding)}. */
  void forward(String topic, Forwarding forwarding);

  /** See {@link Channel#subscribe}. */
  void subscribe(String topic);

  /** See {@link Channel#unsubscribe}. */
  void unsubscribe(String topic);

  /** See {@link Channel#stop(StopReason)}. */
  void stop(StopReason reason);

  /** See {@link Channel#hold}. */
  void hold(Future<?> until);

  /** See {@link Channel#post}. */
  void post(Object message);

  /** See {@link Channel#run}. */
  void run(Runnable code);

  /** Whether the caller is on the connection's event loop. */
  boolean isOnLoop();

  /** See {@link Channel#postAfter}. */
  void postAfter(long millis, Object message);

  /** See {@link Channel#whenEnded}. */
  void whenEnded(Runnable action);

  /** See {@link Channel#executeBlocking}. */
  <T> Future<T> executeBlocking(Callable<T> work);
}
