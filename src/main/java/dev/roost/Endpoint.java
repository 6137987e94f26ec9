package dev.roost;

import dev.roost.channel.ChannelEndpoint;
import dev.roost.cluster.ClusterOptions;
import dev.roost.cluster.ClusterStatus;
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
import dev.roost.token.KeyDerivation;
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
 * #listen} make servers. Broadcasting is possible from any thread at any time.
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
  private final UnsubscribedTopics unsubscribed = new UnsubscribedTopics();
  private volatile boolean leaving;

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
    this.pubSub = pubSub;
    this.cluster = cluster;
  }

  /** An endpoint without sockets, on its own. */
  public static Endpoint create(Vertx vertx, EndpointOptions options) {
    return new Endpoint(vertx, options, new LocalPubSub(options.histories()), null);
  }

  /**
   * An endpoint without sockets whose broadcasts and presences are shared with those of other
   * nodes.
   *
   * @param vertx must be clustered, see {@link dev.roost.cluster.ClusteredVertx}
   */
  public static Future<Endpoint> join(
      Vertx vertx, EndpointOptions options, ClusterOptions clusterOptions) {
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
   * @throws IllegalStateException if it has no connect handler, or serves long-polling in a cluster
   *     without a {@linkplain EndpointOptions#secretKeyBase secret}
   */
  public Endpoint socket(String path, Consumer<SocketMount> describe) {
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
   * @throws IllegalStateException if it has no connect handler, or nothing that handles messages
   */
  public Endpoint rawSocket(String path, Consumer<RawSocketMount> describe) {
    RawSocketMount mount = new RawSocketMount(path);
    describe.accept(mount);
    RawDefinition definition = mount.define(pubSub, supervision);
    return add(definition, mount.webSocketOptions(), null, mount.drainOptions());
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
   */
  public Endpoint mount(Router router) {
    for (Mounted mounted : mounts) {
      router
          .route(mounted.definition.path() + mounted.options.path())
          .handler(mounted.transport::handle);
      LongPollMount longPoll = mounted.longPoll;
      if (longPoll != null) {
        router.route(longPoll.path).handler(longPoll.transport::handle);
      }
    }
    return this;
  }

  /**
   * Ends the connections of all sockets, as their {@linkplain SocketMount#drainer drainers} say,
   * with close code 1012, after which clients reconnect. Meant for a server that accepts no more;
   * {@link EndpointServer#drain} is both. New connections are ended at once, but for those in the
   * drainers' longest {@linkplain DrainOptions#pauseMillis pause}, which comes first. From any
   * thread.
   *
   * @return completes when all have been told
   */
  public Future<Void> drain() {
    return announceDrain().compose(paused -> endConnections());
  }

  /** Says that nobody should be sent here any more, and waits until that may be known. */
  Future<Void> announceDrain() {
    leaving = true;
    long pause = mounts.stream().mapToLong(each -> each.drainer.pauseMillis()).max().orElse(0);
    return pause == 0 ? Future.succeededFuture() : vertx.timer(pause).mapEmpty();
  }

  /** What a drain does when its pause is over. */
  Future<Void> endConnections() {
    return Future.join(
            mounts.stream()
                .map(mounted -> Drain.start(vertx, mounted.definition, mounted.drainer))
                .toList())
        .mapEmpty();
  }

  /** Tells the other nodes goodbye, if there are any. */
  Future<Void> leave() {
    return cluster == null ? Future.succeededFuture() : cluster.leave();
  }

  /** How long a drain may take once its pause is over. */
  long drainMillis() {
    return mounts.stream().mapToLong(each -> each.drainer.shutdownMillis()).max().orElse(0);
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
   * by itself; a server of your own needs it as its {@code connectionHandler}.
   *
   * @param serverOptions those that the server was made with
   */
  public Handler<HttpConnection> connectionHandler(HttpServerOptions serverOptions) {
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
   */
  public Future<EndpointServer> listen(HttpServerOptions base, Consumer<Router> routes) {
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
        .map(server::deployed);
  }

  // -- Broadcasts

  /**
   * Sends an event to all subscribers of a topic, on all nodes. From any thread.
   *
   * @param payload an object or binary, see {@link Payload#of(Object)}
   * @throws IllegalArgumentException if the payload is neither an object nor binary
   * @throws IllegalStateException if the topic is one that no channel subscribes to, see {@link
   *     ChannelOptions#subscribe}
   */
  @Override
  public void broadcast(String topic, String event, Object payload) {
    unsubscribed.check(topic);
    pubSub.broadcast(new Broadcast(topic, event, Payload.of(payload, options.codec())), null);
  }

  /** As {@link #broadcast}, to the subscribers on this node only. */
  @Override
  public void localBroadcast(String topic, String event, Object payload) {
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
    // A socket id may look like a topic without a subscription.
    pubSub.broadcast(new Broadcast(socketId, "disconnect", Payload.EMPTY), null);
  }

  /**
   * Has server code hear a topic.
   *
   * @param handler called on the caller's Vert.x context, or on a new one if there is none; must
   *     not block
   * @return completes once every broadcast made from then on is heard
   */
  public Future<EndpointSubscription> subscribe(String topic, Handler<Broadcast> handler) {
    return EndpointSubscription.open(vertx.getOrCreateContext(), pubSub, topic, handler);
  }

  /** Presence on the topics of this endpoint, and of those it is joined with. */
  public Presence presence(PresenceOptions presenceOptions) {
    return cluster == null
        ? Presence.create(vertx, pubSub, presenceOptions, options.codec())
        : Presence.create(vertx, pubSub, cluster, presenceOptions, options.codec());
  }

  /** This node among the others, or null if it is on its own. */
  public @Nullable ClusterStatus cluster() {
    return cluster;
  }

  /**
   * Tokens for clients, by the endpoint's {@linkplain EndpointOptions#secretKeyBase secret}. To be
   * kept: keys are derived each time.
   *
   * @param salt what they are for, such as {@code user socket}
   * @throws IllegalStateException if the endpoint was given no secret
   */
  @Override
  public Tokens tokens(String salt) {
    byte[] secret = options.secretKeyBase();
    if (secret == null) {
      throw new IllegalStateException("tokens need a secretKeyBase");
    }
    return Tokens.of(secret, salt, KeyDerivation.DEFAULT);
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
  BasePath basePath() {
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

  /** Whether {@link #drain} was called, so that nobody should be sent here any more. */
  public boolean isDraining() {
    return leaving;
  }
}
