package dev.roost.channel;

import io.vertx.core.Future;

/**
 * Decides who may connect, Phoenix's {@code connect/3} and {@code id/1} of a socket.
 *
 * <p>Called on the event loop that will own the connection, before the upgrade; must not block. A
 * failed future or an exception refuses the connection and is logged.
 */
@FunctionalInterface
public interface ConnectHandler {

  /** Accepts or refuses a connection. */
  Future<ConnectResult> connect(ConnectRequest request);

  /**
   * The parts of the request that the handler reads besides the parameters. The mount exposes it in
   * addition to what its options say. A handler that wraps another passes on its needs.
   */
  default ConnectNeeds needs() {
    return ConnectNeeds.NONE;
  }

  /** Accepts everyone, without a socket id. */
  static ConnectHandler acceptAll() {
    return request -> ConnectResult.accept().now();
  }
}
