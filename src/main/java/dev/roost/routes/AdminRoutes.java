package dev.roost.routes;

import dev.roost.Endpoint;
import dev.roost.SocketInfo;
import dev.roost.presence.Presence;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Routes for operators of an endpoint, protected by a key:
 *
 * <ul>
 *   <li>{@code GET /admin/sockets}: the connections of this node with their channels, and how many
 *       there are at each socket
 *   <li>{@code GET /admin/presence?topic=…}: who is present at a topic, on all nodes; only with
 *       {@link #presence}
 *   <li>{@code POST /admin/disconnect?socket_id=…}: closes all connections of a socket id, on all
 *       nodes, see {@link Endpoint#disconnect}; answers 202
 * </ul>
 */
public final class AdminRoutes {
  private static final String PATH = "/admin";
  private static final int MAX_SOCKETS = 1_000;

  private final Endpoint endpoint;
  private final Handler<RoutingContext> authentication;
  private String path = PATH;
  private int maxSockets = MAX_SOCKETS;
  private @Nullable Presence presence;

  /**
   * Tells of this endpoint.
   *
   * @param authentication lets a request through by {@code next}, or answers it; usually a {@link
   *     BearerKey}
   */
  public AdminRoutes(Endpoint endpoint, Handler<RoutingContext> authentication) {
    this.endpoint = Objects.requireNonNull(endpoint);
    this.authentication = Objects.requireNonNull(authentication);
  }

  /** Another path than {@code /admin}, below which all of them are. */
  public AdminRoutes path(String other) {
    path = Objects.requireNonNull(other);
    return this;
  }

  /** How many connections are listed, of each socket; 1,000 by default. Others are left out. */
  public AdminRoutes maxSockets(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("expected a positive number, found " + number);
    }
    maxSockets = number;
    return this;
  }

  /** Has them tell who is present. */
  public AdminRoutes presence(Presence shown) {
    presence = Objects.requireNonNull(shown);
    return this;
  }

  /** Adds the routes. */
  public AdminRoutes mount(Router router) {
    router.route(path + "/*").handler(authentication);
    router.get(path + "/sockets").handler(this::sockets);
    router.post(path + "/disconnect").handler(this::disconnect);
    Presence shown = presence;
    if (shown != null) {
      router.get(path + "/presence").handler(context -> presence(context, shown));
    }
    return this;
  }

  private void sockets(RoutingContext context) {
    endpoint
        .sockets(maxSockets)
        .onFailure(context::fail)
        .onSuccess(
            all -> {
              JsonArray sockets = new JsonArray();
              all.forEach(info -> sockets.add(json(info)));
              JsonObject open = new JsonObject();
              endpoint.metrics().forEach((socket, figures) -> open.put(socket, figures.open()));
              JsonAnswer.send(
                  context, 200, new JsonObject().put("open", open).put("sockets", sockets));
            });
  }

  private static JsonObject json(SocketInfo info) {
    JsonArray channels = new JsonArray();
    info.channels()
        .forEach(
            channel ->
                channels.add(
                    new JsonObject()
                        .put("topic", channel.topic())
                        .put("status", channel.status().name().toLowerCase(Locale.ROOT))
                        .put("waiting", channel.waiting())));
    return new JsonObject()
        .put("id", info.id())
        .put("path", info.path())
        .put("socket_id", info.socketId())
        .put("transport", info.transport())
        .put("vsn", info.vsn())
        .put("remote", info.remote())
        .put("trace_id", info.trace() == null ? null : info.trace().traceId())
        .put("since", info.since().toString())
        .put("queued_bytes", info.queuedBytes())
        .put("channels", channels);
  }

  private void disconnect(RoutingContext context) {
    String socketId = parameter(context, "socket_id");
    if (socketId == null) {
      return;
    }
    if (endpoint.isClosed()) {
      JsonAnswer.error(context, 503, "the server is being stopped");
      return;
    }
    endpoint.disconnect(socketId);
    JsonAnswer.send(context, 202, new JsonObject().put("socket_id", socketId));
  }

  private static void presence(RoutingContext context, Presence presence) {
    String topic = parameter(context, "topic");
    if (topic != null) {
      JsonObject present = new JsonObject(presence.list(topic).payload().toString());
      JsonAnswer.send(context, 200, new JsonObject().put("topic", topic).put("presence", present));
    }
  }

  /** A parameter of the query. If it is missing, the request has been answered. */
  private static @Nullable String parameter(RoutingContext context, String name) {
    String value = context.request().getParam(name);
    if (value == null || value.isEmpty()) {
      JsonAnswer.error(context, 400, name + ": expected as a parameter of the query");
      return null;
    }
    return value;
  }
}
