package dev.roost.internal.presence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.roost.SocketLimits;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Params;
import dev.roost.channel.TopicPattern;
import dev.roost.internal.pubsub.ClusterWait;
import dev.roost.internal.pubsub.PubSub;
import dev.roost.internal.session.SessionLoop;
import dev.roost.internal.session.SessionOutput;
import dev.roost.internal.session.SocketDefinition;
import dev.roost.internal.session.SocketMetrics;
import dev.roost.internal.session.SocketSession;
import dev.roost.serializer.Frame;
import dev.roost.serializer.Payload;
import dev.roost.serializer.Serializers;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * A client on a chosen event loop, without a network. It joins topics, receives the engine's
 * messages, and applies the presences of each topic like phoenix.js.
 */
final class PresenceClient implements SessionOutput {
  /** Browsers parse deeper nesting than Jackson's default. */
  private static final ObjectMapper BROWSER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(5_000)
                      .maxNameLength(1_000_000)
                      .build())
              .build());

  private final SessionLoop loop;
  private final SocketSession session;

  // Guarded by this: written on the event loop, read by the test.
  private final List<JsonNode> received = new ArrayList<>();
  private final Map<String, PhoenixJsPresence> presences = new TreeMap<>();

  private Channel next;
  private int refs;

  private PresenceClient(PubSub pubSub, Context context) {
    loop = new SessionLoop(context);
    SocketDefinition definition =
        new SocketDefinition(
            "/test",
            request -> ConnectResult.accept().now(),
            List.of(new SocketDefinition.Route(TopicPattern.of("*"), () -> next)),
            Serializers.phoenix(),
            SocketLimits.DEFAULT,
            pubSub,
            new SocketMetrics());
    session =
        definition.open(
            definition.admit(new Params(Map.of("vsn", "2.0.0")), ConnectInfo.NONE, "test").result(),
            loop,
            this);
  }

  /** A client whose session runs in the context. */
  static PresenceClient connect(PubSub pubSub, Context context) {
    Promise<PresenceClient> connected = Promise.promise();
    context.runOnContext(ignored -> connected.complete(new PresenceClient(pubSub, context)));
    return ClusterWait.get(connected.future());
  }

  /** A client whose session runs on any event loop. */
  static PresenceClient connect(PubSub pubSub, Vertx vertx) {
    return connect(pubSub, ((io.vertx.core.internal.VertxInternal) vertx).createEventLoopContext());
  }

  // -- Actions

  /** Joins a topic that this channel serves. */
  <C extends Channel> C join(String topic, C channel) {
    onLoop(
        () -> {
          next = channel;
          String ref = Integer.toString(++refs);
          synchronized (this) {
            presences.computeIfAbsent(topic, same -> new PhoenixJsPresence()).rejoined();
          }
          send(ref, ref, topic, "phx_join");
          return null;
        });
    return channel;
  }

  void leave(String topic) {
    send(topic, "phx_leave");
  }

  /** Sends an event with an empty payload. */
  void send(String topic, String event) {
    onLoop(
        () -> {
          send(null, Integer.toString(++refs), topic, event);
          return null;
        });
  }

  private void send(String joinRef, String ref, String topic, String event) {
    session.receiveText(
        Payload.of(java.util.Arrays.asList(joinRef, ref, topic, event, Map.of()))
            .toString()
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Ends the connection. */
  void disconnect() {
    onLoop(
        () -> {
          session.closed();
          return null;
        });
  }

  /** Runs on the session's event loop, in its context, and waits. */
  <T> T onLoop(Callable<T> work) {
    Promise<T> done = Promise.promise();
    loop.eventLoop()
        .execute(
            () ->
                loop.run(
                    () -> {
                      try {
                        done.complete(work.call());
                      } catch (Throwable failure) {
                        done.fail(failure);
                      }
                    }));
    return ClusterWait.get(done.future());
  }

  boolean isOnLoop() {
    return loop.eventLoop().inEventLoop();
  }

  // -- State

  /** The payloads of one event at a topic so far. */
  synchronized List<JsonNode> payloads(String topic, String event) {
    return received.stream()
        .filter(message -> message.get(2).asText().equals(topic))
        .filter(message -> message.get(3).asText().equals(event))
        .map(message -> message.get(4))
        .toList();
  }

  List<JsonNode> diffs(String topic) {
    return payloads(topic, "presence_diff");
  }

  /** Whether it has received a topic's state since it joined. */
  synchronized boolean isSynced(String topic) {
    return presences.get(topic).isSynced();
  }

  /** The client's refs of each key of a topic. */
  synchronized Map<String, Set<String>> sees(String topic) {
    return presences.get(topic).refsByKey();
  }

  synchronized Set<String> seesKeys(String topic) {
    return sees(topic).keySet();
  }

  // -- From the session

  @Override
  public void send(Frame frame) {
    sendShared(frame);
    frame.release();
  }

  @Override
  public synchronized void sendShared(Frame frame) {
    JsonNode message = read(frame.text());
    received.add(message);
    PhoenixJsPresence presence = presences.get(message.get(2).asText());
    if (presence == null) {
      return;
    }
    switch (message.get(3).asText()) {
      case "presence_state" -> presence.state(message.get(4));
      case "presence_diff" -> presence.diff(message.get(4));
      default -> {}
    }
  }

  private static JsonNode read(String json) {
    try {
      return BROWSER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close(int code, String reason) {
    synchronized (this) {
      received.add(JsonNodeFactory.instance.arrayNode().add("").add("").add("").add("close"));
    }
  }
}
