package dev.roost.internal.endpoint;

import dev.roost.DrainOptions;
import dev.roost.EndpointOptions;
import dev.roost.LongPollOptions;
import dev.roost.Mount;
import dev.roost.RawSocketMount;
import dev.roost.SocketInfo;
import dev.roost.SocketMount;
import dev.roost.WebSocketOptions;
import dev.roost.channel.ChannelEndpoint;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.RawSocket;
import dev.roost.internal.pubsub.Cluster;
import dev.roost.internal.session.ChannelServices;
import dev.roost.internal.session.Drain;
import dev.roost.internal.session.OpenSessions;
import dev.roost.internal.session.RawDefinition;
import dev.roost.internal.session.ServedSocket;
import dev.roost.internal.session.SocketDefinition;
import dev.roost.internal.session.SocketDefinition.Route;
import dev.roost.internal.session.SocketEvents;
import dev.roost.internal.session.SocketMetrics;
import dev.roost.internal.session.Supervision;
import dev.roost.internal.session.UnsubscribedTopics;
import dev.roost.internal.transport.LongPollNodes;
import dev.roost.internal.transport.LongPollTransport;
import dev.roost.internal.transport.WebSocketTransport;
import dev.roost.metrics.Listing;
import dev.roost.metrics.SocketSnapshot;
import dev.roost.presence.Presence;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sockets of an endpoint with their transports. Safe for any thread. */
final class MountedSockets {
  private static final int SECRET_BYTES = 64;

  private final EndpointResources resources;
  private final List<Mounted> all = new CopyOnWriteArrayList<>();
  private final UnsubscribedTopics unsubscribed = new UnsubscribedTopics();

  private record Mounted(
      ServedSocket socket,
      WebSocketOptions options,
      WebSocketTransport transport,
      @Nullable LongPollMount longPoll,
      DrainOptions drainer) {}

  private record LongPollMount(String path, LongPollTransport transport) {}

  MountedSockets(EndpointResources resources) {
    this.resources = resources;
  }

  // -- Adding

  /** Whether a socket is at the path. */
  boolean has(String path) {
    return all.stream().anyMatch(mounted -> mounted.socket.path().equals(path));
  }

  /** Adds a socket with channels, as it was described. */
  void add(SocketMount mount, ChannelEndpoint endpoint) {
    ConnectHandler connectHandler = connectHandler(mount);
    LongPollOptions longPoll = mount.longPoll();
    if (longPoll != null) {
      longPoll.expose(connectHandler.needs());
    }
    Supervision supervision = resources.supervision();
    Presence presence = mount.presence();
    SocketDefinition socket =
        new SocketDefinition(
            mount.path(),
            connectHandler,
            mount.channels().stream().map(MountedSockets::route).toList(),
            mount.serializers(),
            mount.limits(),
            resources.pubSub(),
            new SocketMetrics(),
            new OpenSessions(),
            supervision.withErrors(mount.onError()),
            new SocketEvents(mount.path(), mount.log(), supervision),
            new ChannelServices(endpoint, presence == null ? null : presence::of, unsubscribed));
    LongPollMount polled = longPoll == null ? null : longPoll(socket, longPoll);
    unsubscribed.add(socket);
    add(socket, mount, polled);
  }

  private static Route route(SocketMount.Route route) {
    return new Route(route.pattern(), route.factory(), route.history(), route.subscribed());
  }

  /** Adds a socket without channels, as it was described. */
  void add(RawSocketMount mount) {
    ConnectHandler connectHandler = connectHandler(mount);
    Supplier<? extends RawSocket> handler = mount.handler();
    if (handler == null) {
      throw new IllegalStateException("the socket at " + mount.path() + " has no handler");
    }
    Supervision supervision = resources.supervision();
    RawDefinition socket =
        new RawDefinition(
            mount.path(),
            connectHandler,
            handler,
            resources.pubSub(),
            supervision,
            new SocketEvents(mount.path(), mount.log(), supervision));
    add(socket, mount, null);
  }

  private static ConnectHandler connectHandler(Mount<?> mount) {
    ConnectHandler handler = mount.connect();
    if (handler == null) {
      throw new IllegalStateException("the socket at " + mount.path() + " has no connect handler");
    }
    mount.webSocket().expose(handler.needs());
    return handler;
  }

  private void add(ServedSocket socket, Mount<?> mount, @Nullable LongPollMount longPoll) {
    EndpointOptions options = resources.options();
    WebSocketTransport transport =
        new WebSocketTransport(
            socket,
            mount.webSocket(),
            options.checkOrigin(),
            options.trustedProxies(),
            resources.outbound(),
            resources.byClient());
    all.add(new Mounted(socket, mount.webSocket(), transport, longPoll, mount.drainer()));
  }

  private LongPollMount longPoll(SocketDefinition socket, LongPollOptions longPoll) {
    EndpointOptions options = resources.options();
    Cluster cluster = resources.cluster();
    return new LongPollMount(
        socket.path() + longPoll.path(),
        new LongPollTransport(
            socket,
            longPoll,
            options.checkOrigin(),
            options.trustedProxies(),
            secret(),
            cluster == null ? LongPollNodes.single() : new ClusteredLongPoll(cluster),
            resources.outbound()));
  }

  private byte[] secret() {
    byte[] configured = EndpointTokens.secret(resources.options());
    if (configured != null) {
      return configured;
    }
    if (resources.cluster() != null) {
      throw new IllegalStateException("long-polling in a cluster needs a secretKeyBase");
    }
    byte[] made = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(made);
    return made;
  }

  // -- Serving

  /**
   * Puts them on a router.
   *
   * @param checked adds a check before a transport's handler
   */
  void mount(Router router, UnaryOperator<Handler<RoutingContext>> checked) {
    for (Mounted mounted : all) {
      router
          .route(mounted.socket.path() + mounted.options.path())
          .handler(checked.apply(mounted.transport::handle));
      LongPollMount longPoll = mounted.longPoll;
      if (longPoll != null) {
        router.route(longPoll.path).handler(checked.apply(longPoll.transport::handle));
      }
    }
  }

  /** The size of the largest frame that one of them takes. */
  int maxFrameSize() {
    return all.stream().mapToInt(mounted -> mounted.options.maxFrameSize()).max().orElse(0);
  }

  /**
   * Checks that a broadcast to a topic can reach clients.
   *
   * @throws IllegalStateException if it cannot
   */
  void requireSubscribed(String topic) {
    unsubscribed.check(topic);
  }

  // -- Ending

  /** The longest pause before a drain. */
  long pauseMillis() {
    return all.stream().mapToLong(mounted -> mounted.drainer.pauseMillis()).max().orElse(0);
  }

  /** How long a drain may take once its pause is over. */
  long drainMillis() {
    return all.stream().mapToLong(mounted -> mounted.drainer.shutdownMillis()).max().orElse(0);
  }

  /** Ends all connections in batches. */
  Future<Void> drain(Vertx vertx) {
    return Future.join(
            all.stream()
                .map(mounted -> Drain.start(vertx, mounted.socket, mounted.drainer))
                .toList())
        .mapEmpty();
  }

  /** Ends all connections at once. */
  Future<Void> shutDown() {
    return Future.join(all.stream().map(mounted -> mounted.socket.sessions().shutDown()).toList())
        .mapEmpty();
  }

  /** Ends the long-poll sessions of an event loop, from there: they have no connection to close. */
  void endLongPolls(EventLoop loop) {
    for (Mounted mounted : all) {
      if (mounted.longPoll != null) {
        mounted.longPoll.transport.endSessionsOf(loop);
      }
    }
  }

  // -- Looking

  /** The sockets with channels, in the order in which they were added. */
  Stream<SocketDefinition> withChannels() {
    return all.stream()
        .map(Mounted::socket)
        .filter(SocketDefinition.class::isInstance)
        .map(SocketDefinition.class::cast);
  }

  /**
   * The socket with channels at a path.
   *
   * @throws NoSuchElementException if there is none
   */
  SocketDefinition at(String path) {
    return withChannels()
        .filter(socket -> socket.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("there is no socket at " + path));
  }

  Map<String, SocketSnapshot> metrics() {
    Map<String, SocketSnapshot> byPath = new LinkedHashMap<>();
    all.forEach(mounted -> byPath.put(mounted.socket.path(), mounted.socket.metrics().snapshot()));
    return byPath;
  }

  Future<List<SocketInfo>> infos(int max) {
    return Future.all(all.stream().map(each -> each.socket.sessions().infos(max)).toList())
        .map(each -> each.<List<SocketInfo>>list().stream().flatMap(List::stream).toList());
  }

  Future<Listing<SocketInfo>> find(String text, int max) {
    return Future.all(all.stream().map(each -> each.socket.sessions().find(text, max)).toList())
        .map(found -> OpenSessions.merge(found.list(), max));
  }

  Future<Boolean> disconnect(String path, long id) {
    return all.stream()
        .filter(mounted -> mounted.socket.path().equals(path))
        .findFirst()
        .map(mounted -> mounted.socket.sessions().disconnect(id))
        .orElseGet(() -> Future.succeededFuture(false));
  }

  Future<Long> queuedBytes() {
    return Future.all(all.stream().map(each -> each.socket.sessions().queuedBytes()).toList())
        .map(each -> each.<Long>list().stream().mapToLong(Long::longValue).sum());
  }
}
