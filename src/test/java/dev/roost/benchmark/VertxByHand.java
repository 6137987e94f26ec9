package dev.roost.benchmark;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A hand-written Vert.x server: one verticle for each core with its sockets by topic, messages as
 * {@code JsonArray}, the event bus between the verticles, and {@code writeTextMessage} for each
 * subscriber.
 */
public final class VertxByHand extends VerticleBase {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final int port;
  private final Map<String, Topic> topics = new HashMap<>();

  private record Topic(Set<ServerWebSocket> members, MessageConsumer<String> consumer) {}

  private VertxByHand(int port) {
    this.port = port;
  }

  /**
   * Starts the server.
   *
   * @param args {@code --port N}
   */
  public static void main(String[] args) {
    int port = Integer.parseInt(args[1]);
    Vertx.vertx(new VertxOptions().setEventLoopPoolSize(CORES).setPreferNativeTransport(true))
        .deployVerticle(() -> new VertxByHand(port), new DeploymentOptions().setInstances(CORES))
        .onSuccess(deployed -> System.out.println("ready on port " + port))
        .onFailure(
            failure -> {
              System.err.println("cannot start on port " + port + ": " + failure.getMessage());
              Runtime.getRuntime().halt(1);
            });
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
        .webSocketHandler(this::accept)
        .listen();
  }

  private void accept(ServerWebSocket socket) {
    Set<String> joined = new HashSet<>();
    socket.textMessageHandler(text -> receive(socket, joined, new JsonArray(text)));
    socket.closeHandler(closed -> joined.forEach(topic -> leave(socket, topic)));
  }

  private void receive(ServerWebSocket socket, Set<String> joined, JsonArray message) {
    String topic = message.getString(2);
    switch (message.getString(3)) {
      case "phx_join" -> {
        joined.add(topic);
        join(socket, topic);
        reply(socket, message, new JsonObject());
      }
      case "pub" ->
          vertx
              .eventBus()
              .publish(
                  topic,
                  new JsonArray()
                      .addNull()
                      .addNull()
                      .add(topic)
                      .add("msg")
                      .add(message.getJsonObject(4))
                      .encode());
      case "echo" -> reply(socket, message, message.getJsonObject(4));
      default -> reply(socket, message, new JsonObject());
    }
  }

  private static void reply(ServerWebSocket socket, JsonArray message, JsonObject response) {
    socket.writeTextMessage(
        new JsonArray()
            .add(message.getValue(0))
            .add(message.getValue(1))
            .add(message.getString(2))
            .add("phx_reply")
            .add(new JsonObject().put("status", "ok").put("response", response))
            .encode());
  }

  private void join(ServerWebSocket socket, String name) {
    topics.computeIfAbsent(name, this::topic).members.add(socket);
  }

  private Topic topic(String name) {
    Set<ServerWebSocket> members = new HashSet<>();
    return new Topic(
        members,
        vertx
            .eventBus()
            .localConsumer(
                name,
                message -> members.forEach(member -> member.writeTextMessage(message.body()))));
  }

  private void leave(ServerWebSocket socket, String name) {
    Topic topic = topics.get(name);
    topic.members.remove(socket);
    if (topic.members.isEmpty()) {
      topics.remove(name);
      topic.consumer.unregister();
    }
  }
}
