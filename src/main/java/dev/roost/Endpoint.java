package dev.roost;

import dev.roost.channel.ChannelEndpoint;
import dev.roost.cluster.ClusterOptions;
import dev.roost.cluster.ClusterStatus;
import dev.roost.internal.presence.PresenceTracker;
import dev.roost.internal.pubsub.Cluster;
import dev.roost.internal.pubsub.ClusteredPubSub;
import dev.roost.internal.pubsub.LocalPubSub;
import dev.roost.internal.pubsub.PubSub;
import dev.roost.internal.session.Drain;
import dev.roost.internal.session.RawDefinition;
import dev.roost.internal.session.ServedSocket;
import dev.roost.internal.session.SocketDefinition;
import dev.roost.internal.session.Supervision;
import dev.roost.internal.session.UnsubscribedTopics;
import dev.roost.internal.transport.LongPollNodes;
import dev.roost.internal.transport.LongPollTransport;
import dev.roost.internal.transport.OutboundBudget;
import dev.roost.internal.transport.SocketsByClient;
import dev.roost.internal.transport.WebSocketTransport;
import dev.roost.internal.transport.http.HttpConnections;
import dev.roost.internal.versions.RequiredVersions;
import dev.roost.metrics.HistorySnapshot;
import dev.roost.metrics.HttpSnapshot;
import dev.roost.metrics.OutboundSnapshot;
import dev.roost.metrics.SocketSnapshot;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import dev.roost.proxy.BasePath;
import dev.roost.proxy.ClientRequest;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.JsonCodec;
import dev.roost.serializer.Payload;
import dev.roost.token.Tokens;
import io.netty.channel.EventLoop;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sockets at paths and the broadcasts among them, Phoenix's {@code Phoenix.Endpoint} as far as it
 * serves channels.
 *
 * <p>Describe the sockets first, then {@link #mount} them on a router of your own or have {@link
 * #listen} make servers. Broadcasting is possible from any thread. In the end {@link #drain} or
 * {@link #close} the endpoint, however it is mounted.
 */
public final class Endpoint implements ChannelEndpoint {
  private static final Logger log = LoggerFactory.getLogger(Endpoint.class);

  private static final int SECRET_BYTES = 64;

  private static final AtomicInteger FREE_PORTS = new AtomicInteger();

  private final Vertx vertx;
  private final EndpointOptions options;
  private final Supervision supervision;
  private final OutboundBudget outbound;
  private final SocketsByClient byClient;
  private final HttpConnections httpConnections;
  private final PubSub pubSub;
  private final @Nullable Cluster cluster;
  private final List<Mounted> mounts = new CopyOnWriteArrayList<>();
  private final EndpointTokens tokens;
  private final UnsubscribedTopics unsubscribed = new UnsubscribedTopics();
  private final EndpointLifecycle lifecycle = new EndpointLifecycle();
  private final ServerCheck serverCheck = new ServerCheck(lifecycle);

  private record Mounted(
      ServedSocket definition,
      WebSocketOptions options,
      WebSocketTransport transport,
      @Nullable LongPollMount longPoll,
      DrainOptions drainer) {}

  private record LongPollMount(String path, LongPollTransport transport) {}

  private Endpoint(Vertx vertx, EndpointOptions options, PubSub pubSub, @Nullable Cluster cluster) {
    this.vertx = vertx;
    this.options = options;
    this.supervision = options.supervision();
    this.outbound = options.newOutboundBudget();
    this.byClient = options.socketsByClient();
    this.httpConnections = options.httpConnections();
    this.tokens = new EndpointTokens(options.secretKeyBase());
    this.pubSub = pubSub;
    this.cluster = cluster;
  }

  /**
   * An endpoint without sockets, on its own.
   *
   * @throws IllegalStateException if the Vert.x or Netty on the class path is too old
   */
  public static Endpoint create(Vertx vertx, EndpointOptions options) {
    RequiredVersions.check();
    return new Endpoint(vertx, options, new LocalPubSub(options.histories()), null);
  }

  /**
   * An endpoint without sockets whose broadcasts and presences are shared with those of other
   * nodes.
   *
   * @param vertx must be clustered, see {@link dev.roost.cluster.ClusteredVertx}
   * @throws IllegalStateException if the Vert.x or Netty on the class path is too old
   */
  public static Future<Endpoint> join(
      Vertx vertx, EndpointOptions options, ClusterOptions clusterOptions) {
    RequiredVersions.check();
    return Cluster.join(vertx, clusterOptions)
        .compose(
            cluster ->
                ClusteredPubSub.over(cluster, options.histories())
                    .map(pubSub -> new Endpoint(vertx, options, pubSub, cluster)));
  }

  /**
   * Adds a socket.
   *
   * @param path where it is, such as {@code /socket}; variables such as {@code /ws/:room} become
   *     connect parameters
   * @param describe fills in the socket
   * @throws IllegalStateException if it has no connect handler, serves long-polling in a cluster
   *     without a {@linkplain EndpointOptions#secretKeyBase secret}, or comes after {@link #mount}
   *     or {@link #listen}
   * @throws IllegalArgumentException if there is a socket at this path
   */
  public Endpoint socket(String path, Consumer<SocketMount> describe) {
    requireFree(path, "socket");
    SocketMount mount = new SocketMount(path);
    describe.accept(mount);
    SocketDefinition definition = mount.define(pubSub, supervision, this, unsubscribed);
    unsubscribed.add(definition);
    LongPollMount longPoll = longPoll(definition, mount.longPollOptions());
    return add(definition, mount.webSocketOptions(), longPoll, mount.drainOptions());
  }

  /**
   * Adds a socket without channels, over which anything can be spoken. Its connections are checked,
   * limited and drained as those of other sockets are.
   *
   * @param path where it is, see {@link #socket}; to connect to with {@code /websocket} behind it
   * @param describe fills in the socket
   * @throws IllegalStateException if it has no connect handler or nothing that handles messages, or
   *     comes after {@link #mount} or {@link #listen}
   * @throws IllegalArgumentException if there is a socket at this path
   */
  public Endpoint rawSocket(String path, Consumer<RawSocketMount> describe) {
    requireFree(path, "rawSocket");
    RawSocketMount mount = new RawSocketMount(path);
    describe.accept(mount);
    RawDefinition definition = mount.define(pubSub, supervision);
    return add(definition, mount.webSocketOptions(), null, mount.drainOptions());
  }

  private void requireFree(String path, String method) {
    String call = method + "(\"" + path + "\")";
    lifecycle.requireUnserved(call);
    if (mounts.stream().anyMatch(mounted -> mounted.definition.path().equals(path))) {
      throw new IllegalArgumentException(call + ": there is a socket at this path");
    }
  }

  private Endpoint add(
      ServedSocket socket,
      WebSocketOptions webSocket,
      @Nullable LongPollMount longPoll,
      DrainOptions drainer) {
    WebSocketTransport transport =
        new WebSocketTransport(
            socket, webSocket, options.originCheck(), options.trustedProxies(), outbound, byClient);
    mounts.add(new Mounted(socket, webSocket, transport, longPoll, drainer));
    return this;
  }

  private @Nullable LongPollMount longPoll(
      SocketDefinition definition, @Nullable LongPollOptions longPoll) {
    if (longPoll == null) {
      return null;
    }
    return new LongPollMount(
        definition.path() + longPoll.path(),
        new LongPollTransport(
            definition,
            longPoll,
            options.originCheck(),
            options.trustedProxies(),
            secret(),
            cluster == null ? LongPollNodes.alone() : new ClusteredLongPoll(cluster),
            outbound));
  }

  private byte[] secret() {
    byte[] configured = options.secretKeyBase();
    if (configured != null) {
      return configured;
    }
    if (cluster != null) {
      throw new IllegalStateException("long-polling in a cluster needs a secretKeyBase");
    }
    byte[] made = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(made);
    return made;
  }

  /**
   * Puts the sockets that were added so far on a router. Its server should have been made with
   * {@link #serverOptions}, and have {@link #connectionHandler}:
   *
   * <pre>{@code
   * HttpServerOptions options = endpoint.serverOptions(new HttpServerOptions().setPort(4000));
   * vertx
   *     .createHttpServer(options)
   *     .connectionHandler(endpoint.connectionHandler(options))
   *     .requestHandler(router)
   *     .listen();
   * }</pre>
   *
   * <p>Without the connection handler the sockets work, but {@link EndpointOptions#httpLimits} and
   * {@link EndpointOptions#maxConnectionsPerAddress} do not hold; the first request then logs a
   * warning. May be called for several routers.
   *
   * @throws IllegalStateException if the endpoint is closed, or the call comes from a worker or
   *     virtual-thread verticle, whose server would not be on an event loop
   */
  public Endpoint mount(Router router) {
    ServerCheck.requireEventLoop("mount");
    lifecycle.serve("mount");
    for (Mounted mounted : mounts) {
      router
          .route(mounted.definition.path() + mounted.options.path())
          .handler(serverCheck.before(mounted.transport::handle));
      LongPollMount longPoll = mounted.longPoll;
      if (longPoll != null) {
        router.route(longPoll.path).handler(serverCheck.before(longPoll.transport::handle));
      }
    }
    return this;
  }

  // -- The end

  /**
   * Ends the endpoint without a stampede, whichever way it is mounted. From any thread; a second
   * call gets the same future. In this order:
   *
   * <ol>
   *   <li>{@link #isDraining} is true, and clients are served as before, for the longest
   *       {@linkplain DrainOptions#pauseMillis pause} of the sockets' {@linkplain
   *       SocketMount#drainer drainers}.
   *   <li>The servers of {@link #listen} accept no more. A server of your own goes on, and a client
   *       that connects there is told to go elsewhere with 1012 at once.
   *   <li>All connections are closed with 1012 (service restart) little by little, as the drainers
   *       say and as Phoenix does. phoenix.js reconnects, and joins its channels again. Channels
   *       {@linkplain dev.roost.channel.Channel#terminate terminate} with {@link
   *       dev.roost.channel.StopReason#DRAINING}.
   *   <li>{@link #close}: the node leaves the cluster, and the endpoint is of no more use.
   * </ol>
   *
   * @return completes when all of it is done
   */
  public Future<Void> drain() {
    return toCaller(
        lifecycle.drainOnce(
            () ->
                pause()
                    .compose(paused -> Future.join(endConnections(), stop(drainMillis())))
                    .onFailure(failure -> log.warn("drain was not complete", failure))
                    .transform(drained -> close())));
  }

  /**
   * Ends everything that the endpoint began, whichever way it is mounted, and at once; {@link
   * #drain} is gentler. Connections are closed with 1001 (going away), after which clients
   * reconnect. Channels terminate with {@link dev.roost.channel.StopReason#DRAINING}. The servers
   * of {@link #listen} stop, subscriptions and presences end, and the node leaves the cluster,
   * whose other nodes forget it at once. A server of your own goes on, and answers 503 at the
   * sockets' paths. {@link #vertx} is not closed.
   *
   * <p>Afterwards {@link #broadcast}, {@link #subscribe}, {@link #mount} and {@link #listen} are
   * refused with an {@link IllegalStateException}. From any thread; a second call gets the same
   * future.
   *
   * @return completes when all of it is done; does not fail
   */
  public Future<Void> close() {
    return toCaller(
        lifecycle.closeOnce(
            () ->
                Future.join(shutDownSessions(), stop(0))
                    .transform(stopped -> lifecycle.endParts())
                    .transform(ended -> leave())
                    .recover(
                        failure -> {
                          log.warn("close was not complete", failure);
                          return Future.succeededFuture();
                        })));
  }

  // Vert.x may be closed already, and then has no context to complete on.
  private Future<Void> toCaller(Future<Void> ended) {
    return Vertx.currentContext() == null ? ended : here(ended);
  }

  private Future<Void> pause() {
    long pause = mounts.stream().mapToLong(each -> each.drainer.pauseMillis()).max().orElse(0);
    return pause == 0 ? Future.succeededFuture() : vertx.timer(pause).mapEmpty();
  }

  private Future<Void> endConnections() {
    return Future.join(
            mounts.stream()
                .map(mounted -> Drain.start(vertx, mounted.definition, mounted.drainer))
                .toList())
        .mapEmpty();
  }

  private Future<Void> shutDownSessions() {
    return Future.join(
            mounts.stream().map(mounted -> mounted.definition.sessions().shutDown()).toList())
        .mapEmpty();
  }

  /** Stops the servers; their connections have as long as this and a close frame take. */
  private Future<Void> stop(long millis) {
    return Future.join(
            lifecycle.servers().stream()
                .map(server -> server.stop(millis + EndpointServer.CLOSE_MILLIS))
                .toList())
        .mapEmpty();
  }

  private Future<Void> leave() {
    lifecycle.ended();
    pubSub.close();
    return cluster == null ? Future.succeededFuture() : cluster.leave();
  }

  /** How long a drain may take once its pause is over. */
  private long drainMillis() {
    return mounts.stream().mapToLong(each -> each.drainer.shutdownMillis()).max().orElse(0);
  }

  /** A server has stopped. */
  void forget(EndpointServer server) {
    lifecycle.remove(server);
  }

  /** Ends the long-poll sessions of an event loop, from there: they have no connection to close. */
  void endLongPolls(EventLoop loop) {
    for (Mounted mounted : mounts) {
      if (mounted.longPoll != null) {
        mounted.longPoll.transport.endSessionsOf(loop);
      }
    }
  }

  /**
   * The given options, changed so that a server of theirs suits the sockets: frame sizes, room for
   * tokens in the URL and in headers, HTTP/2 without TLS only if the endpoint's options {@linkplain
   * EndpointOptions#clearTextHttp2 ask} for it, and no compression by Vert.x, which would keep
   * connections from being taken over; a socket's own option for it needs none of the server.
   */
  public HttpServerOptions serverOptions(HttpServerOptions base) {
    int maxFrameSize =
        mounts.stream().mapToInt(mounted -> mounted.options.maxFrameSize()).max().orElse(0);
    HttpLimits limits = options.httpLimits();
    return new HttpServerOptions(base)
        .setMaxWebSocketFrameSize(maxFrameSize)
        .setMaxWebSocketMessageSize(maxFrameSize)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setHttp2ClearTextEnabled(options.clearTextHttp2())
        .setMaxHeaderSize(Math.max(base.getMaxHeaderSize(), limits.maxHeadersBytes()))
        .setMaxInitialLineLength(
            Math.max(base.getMaxInitialLineLength(), limits.maxRequestLineBytes()));
  }

  /**
   * Holds the connections of a server to the endpoint's {@linkplain EndpointOptions#httpLimits
   * limits for HTTP} and {@linkplain EndpointOptions#maxConnections numbers of connections}, and
   * refuses requests of doubtful form (RFC 9112 sections 3.2, 6.1 and 6.3). {@link #listen} does it
   * by itself; a server of your own needs it as its {@code connectionHandler}. It holds from when a
   * connection is accepted, once the server has had its first connection; with TLS its first
   * finished handshake, and with {@linkplain EndpointOptions#clearTextHttp2 HTTP/2 without TLS} its
   * first request.
   *
   * @param serverOptions those that the server was made with
   */
  public Handler<HttpConnection> connectionHandler(HttpServerOptions serverOptions) {
    serverCheck.checkOptions(serverOptions, options.httpLimits());
    return connection -> {
      // Vert.x would log an error when a client closes its connection.
      connection.exceptionHandler(failure -> log.debug("a connection failed", failure));
      httpConnections.guard(connection, serverOptions);
    };
  }

  /** What happened to the HTTP connections of this endpoint's servers. */
  public HttpSnapshot httpMetrics() {
    return httpConnections.metrics().snapshot();
  }

  /**
   * Serves the sockets: a verticle with an HTTP server for each of the options' event loops, all on
   * one port.
   *
   * @param base host, port (0 for any that is free) and TLS
   * @param routes adds the application's own routes, behind those of the sockets; called once for
   *     each verticle
   * @return fails if they cannot listen, such as on a port that is taken; that is logged as well
   * @throws IllegalStateException if the endpoint is closed
   */
  public Future<EndpointServer> listen(HttpServerOptions base, Consumer<Router> routes) {
    lifecycle.serve("listen");
    HttpServerOptions complete = serverOptions(base);
    if (complete.getPort() == 0) {
      // To Vert.x, a negative port is one free port for all servers with that number; 0 would be a
      // port for each.
      complete.setPort(FREE_PORTS.decrementAndGet());
    }
    EndpointServer server = new EndpointServer(vertx, this);
    return vertx
        .deployVerticle(
            () -> new EndpointVerticle(this, complete, routes, server),
            new DeploymentOptions().setInstances(options.eventLoops()))
        .onFailure(reason -> server.failed(reason, base.getHost(), base.getPort()))
        .compose(id -> listening(server.deployed(id)));
  }

  private Future<EndpointServer> listening(EndpointServer server) {
    lifecycle.add(server);
    return lifecycle.isClosed()
        ? server
            .close()
            .compose(
                stopped ->
                    Future.failedFuture(
                        new IllegalStateException("listen: the endpoint is closed")))
        : Future.succeededFuture(server);
  }

  // -- Broadcasts

  /**
   * Sends an event to all subscribers of a topic, on all nodes. From any thread.
   *
   * @param payload an object or binary, see {@link Payload#of(Object)}
   * @throws IllegalArgumentException if the payload is neither an object nor binary
   * @throws IllegalStateException if the endpoint is closed, or the topic is one that no channel
   *     subscribes to, see {@link ChannelOptions#subscribe}
   */
  @Override
  public void broadcast(String topic, String event, Object payload) {
    lifecycle.requireUnended("broadcast");
    unsubscribed.check(topic);
    pubSub.broadcast(new Broadcast(topic, event, Payload.of(payload, options.codec())), null);
  }

  /**
   * Sends several events, in this order: all of them or, if one of the topics is refused, none.
   * From any thread.
   *
   * @throws IllegalStateException as for {@link #broadcast}
   */
  public void broadcastAll(List<Broadcast> broadcasts) {
    lifecycle.requireUnended("broadcastAll");
    broadcasts.forEach(broadcast -> unsubscribed.check(broadcast.topic()));
    broadcasts.forEach(broadcast -> pubSub.broadcast(broadcast, null));
  }

  /** As {@link #broadcast}, to the subscribers on this node only. */
  @Override
  public void localBroadcast(String topic, String event, Object payload) {
    lifecycle.requireUnended("localBroadcast");
    unsubscribed.check(topic);
    pubSub.localBroadcast(new Broadcast(topic, event, Payload.of(payload, options.codec())), null);
  }

  /**
   * Closes all connections of a socket id, which may reconnect. From any thread.
   *
   * @param socketId as given to {@link dev.roost.channel.ConnectResult#id}
   */
  @Override
  public void disconnect(String socketId) {
    lifecycle.requireUnended("disconnect");
    // A socket id may look like a topic without a subscription.
    pubSub.broadcast(new Broadcast(socketId, "disconnect", Payload.EMPTY), null);
  }

  /**
   * Has server code hear a topic.
   *
   * @param handler called on the caller's Vert.x context, or on a new one if there is none; must
   *     not block
   * @return completes once every broadcast made from then on is heard
   * @throws IllegalStateException if the endpoint is closed
   */
  public Future<EndpointSubscription> subscribe(String topic, Handler<Broadcast> handler) {
    lifecycle.requireOpen("subscribe");
    return EndpointSubscription.open(vertx.getOrCreateContext(), pubSub, topic, handler, lifecycle);
  }

  /**
   * Presence on the topics of this endpoint, and of those it is joined with. Ends with the
   * endpoint.
   *
   * @throws IllegalStateException if the endpoint is closed
   */
  public Presence presence(PresenceOptions presenceOptions) {
    lifecycle.requireOpen("presence");
    PresenceTracker presence =
        cluster == null
            ? PresenceTracker.create(vertx, pubSub, presenceOptions, options.codec())
            : PresenceTracker.create(vertx, pubSub, cluster, presenceOptions, options.codec());
    lifecycle.add(presence::close);
    return presence;
  }

  /** This node among the others, or null if it is on its own. */
  public @Nullable ClusterStatus cluster() {
    return cluster;
  }

  /**
   * Tokens for clients, by the endpoint's {@linkplain EndpointOptions#secretKeyBase secret}. The
   * first call for a salt derives its keys, which takes milliseconds.
   *
   * @param salt what they are for, such as {@code user socket}
   * @throws IllegalStateException if the endpoint was given no secret
   */
  @Override
  public Tokens tokens(String salt) {
    return tokens.of(salt);
  }

  /**
   * A request as its client sent it, by the word of {@linkplain EndpointOptions#trustedProxies
   * trusted proxies}. Its {@code address} is what to count by where something is limited for each
   * client address. From the thread that handles the request.
   */
  public ClientRequest client(HttpServerRequest request) {
    return options.trustedProxies().client(request);
  }

  /** See {@link EndpointOptions#basePath}. */
  public BasePath basePath() {
    return options.basePath();
  }

  /** The pub/sub behind the broadcasts. */
  public PubSub pubSub() {
    return pubSub;
  }

  /**
   * What the socket with channels at a path is, for whoever brings clients to it by a way of their
   * own, as {@code dev.roost.testing} does.
   *
   * @param path as it was given to {@link #socket}
   * @throws NoSuchElementException if there is none
   */
  public SocketDefinition definition(String path) {
    return mounts.stream()
        .map(Mounted::definition)
        .filter(definition -> definition.path().equals(path))
        .filter(SocketDefinition.class::isInstance)
        .map(SocketDefinition.class::cast)
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("there is no socket at " + path));
  }

  /** The codec of payloads, see {@link EndpointOptions#codec}. */
  @Override
  public JsonCodec codec() {
    return options.codec();
  }

  /** The Vert.x that the endpoint runs on. */
  @Override
  public Vertx vertx() {
    return vertx;
  }

  /** The paths of the sockets with channels, in the order in which they were added. */
  public List<String> paths() {
    return mounts.stream()
        .map(Mounted::definition)
        .filter(SocketDefinition.class::isInstance)
        .map(ServedSocket::path)
        .toList();
  }

  /** What has happened on each socket, by its path. */
  public Map<String, SocketSnapshot> metrics() {
    Map<String, SocketSnapshot> byPath = new LinkedHashMap<>();
    mounts.forEach(
        mounted -> byPath.put(mounted.definition.path(), mounted.definition.metrics().snapshot()));
    return byPath;
  }

  /** What has happened to the histories of this node's topics. */
  public HistorySnapshot histories() {
    return pubSub.histories();
  }

  /**
   * The connections of all sockets of this node with what they have joined, for operators. From any
   * thread.
   *
   * @param max how many at most, of each socket
   */
  public Future<List<SocketInfo>> sockets(int max) {
    return here(
        Future.all(mounts.stream().map(each -> each.definition.sessions().infos(max)).toList())
            .map(all -> all.<List<SocketInfo>>list().stream().flatMap(List::stream).toList()));
  }

  /** How many bytes wait for the clients of this node to read them. From any thread. */
  public Future<Long> queuedBytes() {
    return here(
        Future.all(mounts.stream().map(each -> each.definition.sessions().queuedBytes()).toList())
            .map(all -> all.<Long>list().stream().mapToLong(Long::longValue).sum()));
  }

  /** How much waits for the clients of this node, and how much may. From any thread. */
  public OutboundSnapshot outbound() {
    return outbound.snapshot();
  }

  /**
   * How many bytes the endpoint keeps of messages that have not arrived whole, see {@link
   * EndpointOptions#assemblyBudgetBytes}. From any thread.
   */
  public long assemblyBytes() {
    return supervision.assemblies().bytes();
  }

  // What event loops answer completes on whichever is last; the caller is to hear it on its own.
  private <T> Future<T> here(Future<T> elsewhere) {
    Promise<T> promise = ((ContextInternal) vertx.getOrCreateContext()).promise();
    elsewhere.onComplete(promise);
    return promise.future();
  }

  /** Whether {@link #drain} or {@link #close} was called, so that no client should come here. */
  public boolean isDraining() {
    return lifecycle.isDraining();
  }

  /** Whether {@link #close} was called, or a drain has come to it. */
  public boolean isClosed() {
    return lifecycle.isClosed();
  }
}
