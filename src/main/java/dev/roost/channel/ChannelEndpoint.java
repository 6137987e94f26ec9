package dev.roost.channel;

import dev.roost.serializer.JsonCodec;
import dev.roost.serializer.Payload;
import dev.roost.token.Tokens;
import io.vertx.core.Vertx;

/**
 * An endpoint as far as its channels need it, see {@link Channel#endpoint}. {@code
 * dev.roost.Endpoint} is one. All methods may be called from any thread.
 */
public interface ChannelEndpoint {

  /**
   * Sends an event to all subscribers of a topic, on all nodes.
   *
   * @param payload an object or binary, see {@link Payload#of(Object)}
   * @throws IllegalArgumentException if the payload is neither an object nor binary
   * @throws IllegalStateException if the topic is one that no channel subscribes to, see {@code
   *     ChannelOptions.subscribe}
   */
  void broadcast(String topic, String event, Object payload);

  /** As {@link #broadcast}, to the subscribers on this node only. */
  void localBroadcast(String topic, String event, Object payload);

  /**
   * Closes all connections of a socket id, on all nodes; their clients may reconnect.
   *
   * @param socketId as given to {@link ConnectResult#id}
   */
  void disconnect(String socketId);

  /**
   * Tokens for clients, by the endpoint's secret. The first call for a salt derives its keys, which
   * takes milliseconds.
   *
   * @param salt what they are for, such as {@code user socket}
   * @throws IllegalStateException if the endpoint was given no secret
   */
  Tokens tokens(String salt);

  /** The codec of payloads. */
  JsonCodec codec();

  /** The Vert.x that the endpoint runs on. */
  Vertx vertx();
}
