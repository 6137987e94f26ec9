package dev.roost.spring;

import dev.roost.Endpoint;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Publishes to clients from services, when the transaction is committed:
 *
 * <pre>{@code
 * @Transactional
 * public Order place(NewOrder order) {
 *   Order placed = orders.save(order);
 *   broadcaster.broadcast("orders", "placed", new OrderPlaced(placed.id()));
 *   return placed;
 * }
 * }</pre>
 *
 * <p>If the transaction is rolled back, nothing is sent. Without a transaction, or without Spring's
 * transactions on the class path, everything is sent at once. Reactive transactions, which have no
 * thread, count as none.
 *
 * <p>Payloads are encoded by the call, so later changes of an entity are not sent. From any thread.
 */
public final class RoostBroadcaster {
  private final Endpoint endpoint;
  private final Executor afterCommit;

  RoostBroadcaster(Endpoint endpoint, Executor afterCommit) {
    this.endpoint = endpoint;
    this.afterCommit = afterCommit;
  }

  /**
   * Sends an event to all subscribers of a topic, on all nodes. A failure after the commit, such as
   * that channels do not subscribe to the topic, is logged.
   *
   * @param payload an object or binary, see {@link Payload#of(Object)}
   * @throws IllegalArgumentException if the payload is neither an object nor binary
   * @throws IllegalStateException without a transaction, as for {@link Endpoint#broadcast}
   */
  public void broadcast(String topic, String event, Object payload) {
    Broadcast broadcast = new Broadcast(topic, event, Payload.of(payload, endpoint.codec()));
    afterCommit.execute(() -> endpoint.broadcastAll(List.of(broadcast)));
  }

  /** Closes all connections of a socket id, which may reconnect; such as of a deleted user. */
  public void disconnect(String socketId) {
    afterCommit.execute(() -> endpoint.disconnect(socketId));
  }
}
