package dev.roost.rooms.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.Endpoint;
import dev.roost.SocketInfo;
import dev.roost.presence.Presence;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/**
 * Who is connected to this server: {@code /admin/sockets}, and {@code /admin/presence?topic=…} for
 * who is there on all servers.
 */
final class AdminRoutes {
  private static final int MAX_SOCKETS = 1_000;

  private final Endpoint endpoint;
  private final Presence presence;
  private final BearerKey key;

  AdminRoutes(Endpoint endpoint, Presence presence, BearerKey key) {
    this.endpoint = endpoint;
    this.presence = presence;
    this.key = key;
  }

  void mount(Router router) {
    router.route("/admin/*").handler(key).handler(AdminRoutes::keepNothing);
    router.get("/admin/sockets").handler(this::sockets);
    router.get("/admin/presence").handler(this::presence);
  }

  private static void keepNothing(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    context.next();
  }

  private void sockets(RoutingContext context) {
    endpoint
        .sockets(MAX_SOCKETS)
        .onFailure(context::fail)
        .onSuccess(
            all -> {
              JsonArray sockets = new JsonArray();
              all.forEach(info -> sockets.add(json(info)));
              JsonObject open = new JsonObject();
              endpoint.metrics().forEach((path, figures) -> open.put(path, figures.open()));
              context.json(new JsonObject().put("open", open).put("sockets", sockets));
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

  private void presence(RoutingContext context) {
    String topic = context.request().getParam("topic");
    if (topic == null) {
      context.response().setStatusCode(400);
      context.json(new JsonObject().put("error", "There is no topic"));
      return;
    }
    JsonNode who = presence.list(topic).payload().json();
    context.json(
        new JsonObject().put("topic", topic).put("presence", new JsonObject(who.toString())));
  }
}
