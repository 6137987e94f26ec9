package dev.roost.internal.session;

import dev.roost.SocketLimits;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Params;
import dev.roost.channel.TopicPattern;
import dev.roost.internal.pubsub.PubSub;
import dev.roost.pubsub.History;
import dev.roost.serializer.Serializer;
import dev.roost.serializer.Serializers;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The settings that all connections of a mount share. Mirrors a module with {@code use
 * Phoenix.Socket}. Immutable but for its metrics and sessions.
 *
 * @param path where it is mounted, for logs
 * @param connectHandler decides who may connect
 * @param routes the channels, the first whose pattern matches a topic serves it
 * @param serializers the versions it speaks
 * @param options its limits
 * @param pubSub carries its broadcasts
 * @param metrics counts what happens
 * @param sessions those that are open
 * @param supervision what the endpoint imposes
 * @param events tells what happens
 * @param services what its channels reach
 */
public record SocketDefinition(
    String path,
    ConnectHandler connectHandler,
    List<Route> routes,
    Serializers serializers,
    SocketLimits options,
    PubSub pubSub,
    SocketMetrics metrics,
    OpenSessions sessions,
    Supervision supervision,
    SocketEvents events,
    ChannelServices services)
    implements ServedSocket {

  private static final Logger log = LoggerFactory.getLogger(SocketDefinition.class);

  /**
   * Topics and the channel that serves them.
   *
   * @param history how much of their broadcasts is kept, or null for nothing
   * @param subscribed whether a channel subscribes to its topic
   */
  public record Route(
      TopicPattern pattern,
      Supplier<? extends Channel> factory,
      @Nullable History history,
      boolean subscribed) {

    /** With a subscription, and a history if there is one. */
    public Route(
        TopicPattern pattern, Supplier<? extends Channel> factory, @Nullable History history) {
      this(pattern, factory, history, true);
    }

    /** With a subscription and without a history. */
    public Route(TopicPattern pattern, Supplier<? extends Channel> factory) {
      this(pattern, factory, null);
    }
  }

  /** Copies the routes. */
  public SocketDefinition {
    routes = List.copyOf(routes);
  }

  /** A definition without sessions yet, without supervision. */
  public SocketDefinition(
      String path,
      ConnectHandler connectHandler,
      List<Route> routes,
      Serializers serializers,
      SocketLimits options,
      PubSub pubSub,
      SocketMetrics metrics) {
    this(
        path,
        connectHandler,
        routes,
        serializers,
        options,
        pubSub,
        metrics,
        new OpenSessions(),
        Supervision.none(),
        new SocketEvents(path, Level.INFO, Supervision.none()),
        ChannelServices.none());
  }

  /** The route of a topic, or null. */
  @Nullable Route route(String topic) {
    for (Route route : routes) {
      if (route.pattern.matches(topic)) {
        return route;
      }
    }
    return null;
  }

  /** The pattern by which a topic has its route, for those that have one. */
  String patternOf(String topic) {
    Route route = route(topic);
    return route == null ? "" : route.pattern.toString();
  }

  /**
   * Asks whether a client may connect: first for the protocol version it wants, then by the connect
   * handler. Mirrors {@code Phoenix.Socket.__connect__}.
   *
   * @return never fails; what goes wrong refuses the client and is logged
   */
  @Override
  public Future<Admission> admit(Params params, ConnectInfo info, String transport) {
    Object wanted = params.values().getOrDefault("vsn", Serializers.MISSING_VSN);
    Serializer serializer = wanted instanceof String vsn ? serializers.forVersion(vsn) : null;
    if (serializer == null) {
      log.warn("refused a connection to {}: no serializer for its vsn", path);
      return Future.succeededFuture(Admission.refused(ConnectResult.refuse()));
    }
    ConnectRequest request = new ConnectRequest(params, info, transport, (String) wanted);
    return ConnectQuestion.ask(path, connectHandler, request, serializer, events);
  }

  @Override
  public SocketSession open(Admission admission, SessionLoop loop, SessionOutput output) {
    return new SocketSession(this, admission, loop, output);
  }
}
