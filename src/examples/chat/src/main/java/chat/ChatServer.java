package chat;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.EndpointServer;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.presence.PresenceOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;

/** A chat: rooms with messages, and who is in them. */
public final class ChatServer {
  private ChatServer() {}

  public static void main(String[] args) {
    start(Vertx.vertx(), 4000)
        .onSuccess(server -> System.out.println("listening on port " + server.port()))
        .onFailure(
            failure -> {
              failure.printStackTrace();
              System.exit(1);
            });
  }

  /** Starts the servers, one for each event loop; port 0 is any that is free. */
  static Future<EndpointServer> start(Vertx vertx, int port) {
    Endpoint endpoint = Endpoint.create(vertx, new EndpointOptions());
    mountSocket(endpoint);
    return endpoint.listen(new HttpServerOptions().setPort(port), ChatServer::otherRoutes);
  }

  /** The socket at {@code /socket}, for the servers and for the tests. */
  static void mountSocket(Endpoint endpoint) {
    endpoint.socket(
        "/socket",
        socket ->
            socket
                .connect(ChatServer::connect)
                .presence(endpoint.presence(new PresenceOptions()))
                .channel("room:*", RoomChannel::new));
  }

  /** Everyone with a name may connect. Check a token here. */
  private static Future<ConnectResult> connect(ConnectRequest request) {
    String name = request.params().get("name");
    if (name == null || name.isBlank()) {
      return ConnectResult.refuse().now();
    }
    return ConnectResult.accept().id("user:" + name).assign("name", name).now();
  }

  /** What else the server serves. */
  private static void otherRoutes(Router router) {
    router.get("/health").handler(context -> context.end("up"));
  }
}
