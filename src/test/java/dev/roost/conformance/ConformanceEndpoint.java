package dev.roost.conformance;

import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.endpoint.Endpoint;
import dev.roost.endpoint.EndpointOptions;
import dev.roost.endpoint.SocketMount;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import dev.roost.pubsub.ClusterOptions;
import dev.roost.transport.OriginCheck;
import dev.roost.transport.WebSocketOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/** The endpoint of the conformance channels: one socket, at {@code /socket}. */
public final class ConformanceEndpoint {
  private ConformanceEndpoint() {}

  /** The endpoint as the recordings want it. */
  public static Endpoint create(Vertx vertx) {
    return create(vertx, options -> {});
  }

  /** The same with other WebSocket options. */
  public static Endpoint create(Vertx vertx, Consumer<WebSocketOptions> change) {
    return describe(Endpoint.create(vertx, options()), change);
  }

  /** The endpoint of one node of a cluster. */
  public static Future<Endpoint> join(Vertx vertx) {
    return Endpoint.join(vertx, options(), new ClusterOptions())
        .map(endpoint -> describe(endpoint, change -> {}));
  }

  private static EndpointOptions options() {
    return new EndpointOptions().checkOrigin(OriginCheck.none());
  }

  private static Endpoint describe(Endpoint endpoint, Consumer<WebSocketOptions> change) {
    Presence presence = endpoint.presence(new PresenceOptions());
    return endpoint.socket("/socket", socket -> describe(socket, endpoint, presence, change));
  }

  private static void describe(
      SocketMount socket, Endpoint endpoint, Presence presence, Consumer<WebSocketOptions> change) {
    socket
        .connect(ConformanceEndpoint::connect)
        .channel("echo:*", EchoChannel::new)
        .channel("room:*", () -> new RoomChannel(endpoint))
        .channel("intercept:*", InterceptChannel::new)
        .channel("lobby", LobbyChannel::new)
        .channel("presence:*", () -> new PresenceChannel(presence))
        .channel("bench:*", BenchChannel::new)
        .channel("bench_presence:*", () -> new BenchPresenceChannel(presence))
        .webSocket(options -> change.accept(options.authToken(true)));
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
