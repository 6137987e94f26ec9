package dev.roost.benchmark.scale;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.channel.ConnectResult;
import dev.roost.cluster.ClusterOptions;
import dev.roost.internal.transport.SimulatedClients;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/** A node of a cluster with clients, each in one topic and present there. */
public record SimulatedNode(
    Endpoint endpoint, Presence presence, SimulatedClients clients, LongAdder tracked) {
  static final String PATH = "/socket";

  /** Joins the nodes on the same event bus. */
  public static SimulatedNode start(Vertx vertx, ClusterOptions options) {
    return of(vertx, Await.get(Endpoint.join(vertx, new EndpointOptions(), options)));
  }

  private static SimulatedNode of(Vertx vertx, Endpoint endpoint) {
    LongAdder tracked = new LongAdder();
    Presence presence = endpoint.presence(new PresenceOptions());
    endpoint.socket(
        PATH,
        socket ->
            socket
                .connect(request -> ConnectResult.accept().now())
                .channel("room:*", () -> new ScaleChannel(presence, tracked)));
    return new SimulatedNode(
        endpoint, presence, new SimulatedClients(vertx, endpoint, PATH, 2), tracked);
  }

  /**
   * Connects more clients. They are connected when it returns.
   *
   * @return the number of the first one
   */
  public int connect(int number) {
    int first = clients.size();
    long all = open() + number;
    clients.connect(number);
    Await.until("open connections", () -> open() == all);
    return first;
  }

  /**
   * Some clients join a topic each, soon.
   *
   * @param topic by the client's number
   */
  public void join(int first, int number, IntFunction<String> topic) {
    clients.send(first, number, i -> message("1", topic.apply(i), "phx_join"));
  }

  /** Some clients become present in topics that they have joined, soon. */
  public void track(int first, int number, IntFunction<String> topic) {
    clients.send(first, number, i -> message("2", topic.apply(i), "user" + i));
  }

  private static String message(String ref, String topic, String event) {
    return "[\"1\",\"" + ref + "\",\"" + topic + "\",\"" + event + "\",{}]";
  }

  /** How many presences of all nodes this node lists. */
  public long presences() {
    return presence.topics("", Integer.MAX_VALUE).stream()
        .mapToLong(topic -> presence.list(topic).size())
        .sum();
  }

  /** Ends the connections and leaves the cluster. */
  public void close() {
    Await.get(endpoint.close());
  }

  int others() {
    return endpoint.cluster().nodes().size();
  }

  long open() {
    return endpoint.metrics().get(PATH).open();
  }
}
