package dev.roost.spring;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.SocketMount;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;

/**
 * Configures what the properties {@code roost.*} leave open. Declare beans of this type; they are
 * called in the order of {@code @Order}, after the properties are applied.
 */
public interface RoostConfigurer {

  /** Changes the endpoint's options, before the endpoint is made. */
  default void configureOptions(EndpointOptions options) {}

  /**
   * Changes the socket at {@code roost.path}, such as to add channels or a history. Channels that
   * are added here are asked before those of {@link RoostChannel}.
   */
  default void configureSocket(SocketMount socket) {}

  /** Adds further sockets to the endpoint. */
  default void configureEndpoint(Endpoint endpoint) {}

  /** Changes the HTTP server's options, such as for TLS. */
  default void configureServer(HttpServerOptions options) {}

  /**
   * Adds routes behind the sockets, such as those of {@code dev.roost.routes}. Called once for each
   * event loop.
   */
  default void configureRoutes(Router router) {}
}
