package dev.roost.conformance;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.SocketLimits;
import dev.roost.SocketMount;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.TopicPattern;
import dev.roost.cluster.ClusterOptions;
import dev.roost.internal.endpoint.EndpointEngine;
import dev.roost.internal.session.SocketDefinition;
import dev.roost.internal.session.SocketDefinition.Route;
import dev.roost.internal.session.SocketMetrics;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import dev.roost.serializer.Serializers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The endpoint of the conformance channels: one socket, at {@code /socket}. */
public final class ConformanceEndpoint {
  private ConformanceEndpoint() {}

  /** The endpoint with the settings of the recordings. */
  public static Endpoint create(Vertx vertx) {
    return create(vertx, options -> {});
  }

  /** The same with changed socket options. */
  public static Endpoint create(Vertx vertx, Consumer<SocketMount> change) {
    return describe(Endpoint.create(vertx, options()), change);
  }

  /** The same, for servers that also speak HTTP/2 without TLS. */
  public static Endpoint createWithClearTextHttp2(Vertx vertx) {
    return describe(Endpoint.create(vertx, options().clearTextHttp2(true)), change -> {});
  }

  /** The endpoint of one node of a cluster. */
  public static Future<Endpoint> join(Vertx vertx) {
    return Endpoint.join(vertx, options(), new ClusterOptions())
        .map(endpoint -> describe(endpoint, change -> {}));
  }

  private static EndpointOptions options() {
    return new EndpointOptions()
        .checkOrigin(OriginCheck.none())
        .secretKeyBase("no secret, for all nodes of the tests know it");
  }

  private static Endpoint describe(Endpoint endpoint, Consumer<SocketMount> change) {
    return endpoint.socket("/socket", socket -> describe(socket, endpoint, change));
  }

  private static void describe(
      SocketMount socket, Endpoint endpoint, Consumer<SocketMount> change) {
    socket.connect(ConformanceEndpoint::connect);
    channels(endpoint).forEach(socket::channel);
    socket
        .webSocket(options -> options.authToken(true))
        .longPoll(options -> options.authToken(true));
    change.accept(socket);
  }

  private static Map<String, Supplier<Channel>> channels(Endpoint endpoint) {
    Presence presence = endpoint.presence(new PresenceOptions());
    Map<String, Supplier<Channel>> channels = new LinkedHashMap<>();
    channels.put("echo:*", EchoChannel::new);
    channels.put("room:*", () -> new RoomChannel(endpoint));
    channels.put("intercept:*", InterceptChannel::new);
    channels.put("lobby", LobbyChannel::new);
    channels.put("presence:*", () -> new PresenceChannel(presence));
    channels.put("bench:*", BenchChannel::new);
    channels.put("bench_presence:*", () -> new BenchPresenceChannel(presence));
    return channels;
  }

  /** The definition of {@code /socket}, for sessions without a transport. */
  public static SocketDefinition definition(Vertx vertx) {
    Endpoint endpoint = Endpoint.create(vertx, new EndpointOptions());
    List<Route> routes = new ArrayList<>();
    channels(endpoint)
        .forEach((pattern, factory) -> routes.add(new Route(TopicPattern.of(pattern), factory)));
    return new SocketDefinition(
        "/socket",
        ConformanceEndpoint::connect,
        routes,
        Serializers.phoenix(),
        SocketLimits.DEFAULT,
        ((EndpointEngine) endpoint).pubSub(),
        new SocketMetrics());
  }

  private static Future<ConnectResult> connect(ConnectRequest request) {
    if ("true".equals(request.params().get("reject"))) {
      return ConnectResult.refuse().now();
    }
    ConnectResult result = ConnectResult.accept();
    String user = request.params().get("user");
    if (user != null) {
      result = result.assign("user", user).id("users_socket:" + user);
    }
    String token = request.info().authToken();
    if (token != null) {
      result = result.assign("auth_token", token);
    }
    return result.now();
  }
}
