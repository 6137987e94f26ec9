package cluster;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.EndpointServer;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.cluster.ClusterOptions;
import dev.roost.cluster.ClusterSettings;
import dev.roost.cluster.ClusteredVertx;
import dev.roost.presence.PresenceOptions;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import java.util.Map;

/**
 * A node of a cluster. Clients of all nodes hear and see each other.
 *
 * <p>Its arguments are the port for clients, its own port in the cluster, and those of the other
 * nodes. All nodes of this example are on one machine; on several, give {@code members} their
 * addresses, and {@code host} that of this one.
 */
public final class Node {
  private Node() {}

  public static void main(String[] args) {
    int port = Integer.parseInt(args[0]);
    ClusterSettings settings = new ClusterSettings().clusterName("example");
    settings.port(Integer.parseInt(args[1]));
    String[] others = new String[args.length - 2];
    for (int i = 0; i < others.length; i++) {
      others[i] = "127.0.0.1:" + args[i + 2];
    }
    settings.members(others);

    ClusteredVertx.start(new VertxOptions(), settings)
        .compose(vertx -> Endpoint.join(vertx, new EndpointOptions(), new ClusterOptions()))
        .compose(endpoint -> serve(endpoint, port))
        .onSuccess(Node::running)
        .onFailure(
            failure -> {
              failure.printStackTrace();
              System.exit(1);
            });
  }

  private static Future<EndpointServer> serve(Endpoint endpoint, int port) {
    return endpoint
        .socket(
            "/socket",
            socket ->
                socket
                    .connect(ConnectHandler.acceptAll())
                    .presence(endpoint.presence(new PresenceOptions()))
                    .channel("room:*", RoomChannel::new))
        .listen(new HttpServerOptions().setPort(port), router -> {});
  }

  private static void running(EndpointServer server) {
    // On SIGTERM: clients move to the other nodes little by little, which are told goodbye.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> server.drain().toCompletionStage().toCompletableFuture().join()));
    System.out.println("listening on port " + server.port());
  }

  static final class RoomChannel extends Channel {
    @Override
    public Reply join(Join join) {
      presence().track(join.payload().json().path("name").asText(), Map.of());
      return Reply.ok();
    }

    @Override
    public void joined() {
      push("presence_state", presence().list());
    }

    @Override
    public void handleIn(Push push) {
      broadcast(push.event(), push.payload());
    }
  }
}
