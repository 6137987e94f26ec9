package dev.roost.internal.session;

import dev.roost.SocketLimits;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Params;
import dev.roost.channel.TopicPattern;
import dev.roost.internal.pubsub.LocalPubSub;
import dev.roost.internal.pubsub.PubSub;
import dev.roost.internal.session.SocketDefinition.Route;
import dev.roost.metrics.SocketSnapshot;
import dev.roost.pubsub.History;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import dev.roost.serializer.Serializers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.event.Level;

/** Sessions of one mount on one event loop, without a transport. */
final class SessionFixture implements AutoCloseable {
  private static final int SETTLING_ROUNDS = 4;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context context = vertx.getOrCreateContext();
  private final SessionLoop loop = new SessionLoop(context);
  private final PubSub pubSub;
  private final SocketMetrics metrics = new SocketMetrics();
  private final OpenSessions sessions = new OpenSessions();
  private final List<Route> routes = new ArrayList<>();
  private SocketLimits options = SocketLimits.DEFAULT;
  private Supervision supervision = Supervision.none();

  SessionFixture() {
    this(new LocalPubSub());
  }

  SessionFixture(PubSub pubSub) {
    this.pubSub = pubSub;
  }

  /** Serves all matching topics by new channels. */
  SessionFixture route(String pattern, Supplier<? extends Channel> factory) {
    routes.add(new Route(TopicPattern.of(pattern), factory));
    return this;
  }

  /** Like {@link #route}, with a history. */
  SessionFixture route(String pattern, Supplier<? extends Channel> factory, History history) {
    routes.add(new Route(TopicPattern.of(pattern), factory, history));
    return this;
  }

  /** Like {@link #route}, without a subscription. */
  SessionFixture routeUnsubscribed(String pattern, Supplier<? extends Channel> factory) {
    routes.add(new Route(TopicPattern.of(pattern), factory, null, false));
    return this;
  }

  /** Like {@link #route}, but replaces all earlier routes. */
  SessionFixture only(String pattern, Supplier<? extends Channel> factory) {
    routes.clear();
    return route(pattern, factory);
  }

  /** Serves one topic by this channel. */
  SessionFixture serve(String topic, Channel channel) {
    return route(topic, () -> channel);
  }

  SessionFixture limits(int maxChannels, int maxQueuedMessages) {
    return limits(new SocketLimits(maxChannels, maxQueuedMessages));
  }

  SessionFixture limits(SocketLimits limits) {
    options = limits;
    return this;
  }

  SessionFixture supervised(Supervision by) {
    supervision = by;
    return this;
  }

  RecordingClient connect() {
    return connect("2.0.0", null);
  }

  RecordingClient connect(String vsn, String socketId) {
    ConnectResult accepted = ConnectResult.accept().assign("answer", 42);
    return connectWith(vsn, socketId == null ? accepted : accepted.id(socketId));
  }

  /** Connects with this result of the connect handler. */
  RecordingClient connectWith(String vsn, ConnectResult result) {
    SocketDefinition definition = definition(request -> result.now());
    return askOnLoop(
        () -> {
          Admission admission =
              definition.admit(new Params(Map.of("vsn", vsn)), ConnectInfo.NONE, "test").result();
          RecordingClient client = new RecordingClient(this);
          client.start(definition.open(admission, loop, client));
          return client;
        });
  }

  SocketDefinition definition(ConnectHandler connectHandler) {
    return new SocketDefinition(
        "/test",
        connectHandler,
        routes,
        Serializers.phoenix(),
        options,
        pubSub,
        metrics,
        sessions,
        supervision,
        new SocketEvents("/test", Level.INFO, supervision),
        ChannelServices.none());
  }

  SocketSnapshot metrics() {
    return metrics.snapshot();
  }

  PubSub pubSub() {
    return pubSub;
  }

  Vertx vertx() {
    return vertx;
  }

  SessionLoop loop() {
    return loop;
  }

  /** Broadcasts on a thread other than the event loop. */
  void broadcasts(String topic, String event, String json) {
    pubSub.broadcast(new Broadcast(topic, event, Payload.json(json)), null);
  }

  /** Runs on the event loop, like the transport, and waits for the result. */
  <T> T askOnLoop(Callable<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    loop.eventLoop()
        .execute(
            () -> {
              try {
                done.complete(work.call());
              } catch (Throwable failure) {
                done.completeExceptionally(failure);
              }
            });
    try {
      return done.get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Like {@link #askOnLoop}. */
  void onLoop(Runnable work) {
    askOnLoop(
        () -> {
          work.run();
          return true;
        });
  }

  /** Waits until the event loop has run its tasks and the tasks that they submitted. */
  void settle() {
    for (int i = 0; i < SETTLING_ROUNDS; i++) {
      onLoop(() -> {});
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
