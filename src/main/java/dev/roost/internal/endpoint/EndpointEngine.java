package dev.roost.internal.endpoint;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.EndpointServer;
import dev.roost.EndpointSubscription;
import dev.roost.RawSocketMount;
import dev.roost.SocketInfo;
import dev.roost.SocketMount;
import dev.roost.cluster.ClusterStatus;
import dev.roost.internal.presence.PresenceTracker;
import dev.roost.internal.pubsub.Cluster;
import dev.roost.internal.pubsub.PubSub;
import dev.roost.internal.session.SocketDefinition;
import dev.roost.metrics.EventLoopSnapshot;
import dev.roost.metrics.HistorySnapshot;
import dev.roost.metrics.HttpSnapshot;
import dev.roost.metrics.Listing;
import dev.roost.metrics.OutboundSnapshot;
import dev.roost.metrics.SocketSnapshot;
import dev.roost.metrics.TopicInfo;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import dev.roost.proxy.BasePath;
import dev.roost.proxy.ClientRequest;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.JsonCodec;
import dev.roost.serializer.Payload;
import dev.roost.token.Tokens;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint: its sockets, servers and end, and the broadcasts of server code. The testing kit
 * reaches the sockets through it.
 */
public final class EndpointEngine implements Endpoint {
  private final Vertx vertx;
  private final EndpointResources resources;
  private final EndpointOptions options;
  private final PubSub pubSub;
  private final @Nullable Cluster cluster;
  private final EndpointLifecycle lifecycle = new EndpointLifecycle();
  private final MountedSockets sockets;
  private final ServerCheck serverCheck = new ServerCheck(lifecycle);
  private final Servers servers;
  private final Shutdown shutdown;
  private final EndpointTokens tokens;

  EndpointEngine(Vertx vertx, EndpointResources resources) {
    this.vertx = vertx;
    this.resources = resources;
    this.options = resources.options();
    this.pubSub = resources.pubSub();
    this.cluster = resources.cluster();
    this.sockets = new MountedSockets(resources);
    this.servers = new Servers(this, resources, sockets, lifecycle, serverCheck);
    this.tokens = new EndpointTokens(options);
    this.shutdown = new Shutdown(vertx, resources, sockets, lifecycle);
  }

  // -- Sockets

  @Override
  public Endpoint socket(String path, Consumer<SocketMount> describe) {
    requireFree(path, "socket");
    SocketMount mount = new SocketMount(path);
    describe.accept(mount);
    sockets.add(mount, this);
    return this;
  }

  @Override
  public Endpoint rawSocket(String path, Consumer<RawSocketMount> describe) {
    requireFree(path, "rawSocket");
    RawSocketMount mount = new RawSocketMount(path);
    describe.accept(mount);
    sockets.add(mount);
    return this;
  }

  private void requireFree(String path, String method) {
    String call = method + "(\"" + path + "\")";
    lifecycle.requireUnserved(call);
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(call + ": the path does not begin with /");
    }
    if (sockets.has(path)) {
      throw new IllegalArgumentException(call + ": there is a socket at this path");
    }
  }

  // -- Serving

  @Override
  public Endpoint mount(Router router) {
    ServerCheck.requireEventLoop("mount");
    lifecycle.serve("mount");
    sockets.mount(router, serverCheck::before);
    return this;
  }

  @Override
  public HttpServerOptions serverOptions(HttpServerOptions base) {
    return servers.options(base);
  }

  @Override
  public Handler<HttpConnection> connectionHandler(HttpServerOptions serverOptions) {
    return servers.connectionHandler(serverOptions);
  }

  @Override
  public Future<EndpointServer> listen(HttpServerOptions base, Consumer<Router> routes) {
    lifecycle.serve("listen");
    return servers.listen(vertx, base, routes);
  }

  // -- The end

  @Override
  public Future<Void> drain() {
    return toCaller(shutdown.drain());
  }

  @Override
  public Future<Void> drainConnections() {
    return toCaller(shutdown.drainConnections());
  }

  @Override
  public Future<Void> close() {
    return toCaller(shutdown.close());
  }

  // Vert.x may be closed already, and then has no context to complete on.
  private Future<Void> toCaller(Future<Void> ended) {
    return Vertx.currentContext() == null ? ended : onCallersContext(ended);
  }

  /** A server has stopped. */
  void forget(ListeningServer server) {
    lifecycle.remove(server);
  }

  /** Ends the long-poll sessions of an event loop, from there: they have no connection to close. */
  void endLongPolls(EventLoop loop) {
    sockets.endLongPolls(loop);
  }

  // -- Broadcasts

  @Override
  public void broadcast(String topic, String event, Object payload) {
    lifecycle.requireUnended("broadcast");
    sockets.requireSubscribed(topic);
    pubSub.broadcast(new Broadcast(topic, event, Payload.of(payload, options.codec())), null);
  }

  @Override
  public void broadcastAll(List<Broadcast> broadcasts) {
    lifecycle.requireUnended("broadcastAll");
    broadcasts.forEach(broadcast -> sockets.requireSubscribed(broadcast.topic()));
    broadcasts.forEach(broadcast -> pubSub.broadcast(broadcast, null));
  }

  @Override
  public void localBroadcast(String topic, String event, Object payload) {
    lifecycle.requireUnended("localBroadcast");
    sockets.requireSubscribed(topic);
    pubSub.localBroadcast(new Broadcast(topic, event, Payload.of(payload, options.codec())), null);
  }

  @Override
  public void disconnect(String socketId) {
    lifecycle.requireUnended("disconnect");
    // A socket id may look like a topic without a subscription.
    pubSub.broadcast(new Broadcast(socketId, "disconnect", Payload.EMPTY), null);
  }

  @Override
  public Future<EndpointSubscription> subscribe(String topic, Handler<Broadcast> handler) {
    lifecycle.requireOpen("subscribe");
    return TopicSubscription.open(vertx.getOrCreateContext(), pubSub, topic, handler, lifecycle);
  }

  @Override
  public Presence presence(PresenceOptions presenceOptions) {
    lifecycle.requireOpen("presence");
    PresenceTracker presence =
        cluster == null
            ? PresenceTracker.create(vertx, pubSub, presenceOptions, options.codec())
            : PresenceTracker.create(vertx, pubSub, cluster, presenceOptions, options.codec());
    lifecycle.add(presence::close);
    return presence;
  }

  @Override
  public @Nullable ClusterStatus cluster() {
    return cluster;
  }

  @Override
  public Tokens tokens(String salt) {
    return tokens.of(salt);
  }

  @Override
  public ClientRequest client(HttpServerRequest request) {
    return options.trustedProxies().client(request);
  }

  @Override
  public BasePath basePath() {
    return options.basePath();
  }

  @Override
  public HttpSnapshot httpMetrics() {
    return resources.http().metrics().snapshot();
  }

  /** The pub/sub behind the broadcasts. */
  public PubSub pubSub() {
    return pubSub;
  }

  /**
   * The socket with channels at a path. The test kit connects its clients to it without a
   * transport.
   *
   * @param path as it was given to {@link #socket}
   * @throws NoSuchElementException if there is none
   */
  public SocketDefinition definition(String path) {
    return sockets.at(path);
  }

  @Override
  public JsonCodec codec() {
    return options.codec();
  }

  @Override
  public Vertx vertx() {
    return vertx;
  }

  @Override
  public List<String> paths() {
    return sockets.withChannels().map(SocketDefinition::path).toList();
  }

  @Override
  public Map<String, SocketSnapshot> metrics() {
    return sockets.metrics();
  }

  @Override
  public HistorySnapshot histories() {
    return pubSub.histories();
  }

  @Override
  public Future<List<SocketInfo>> sockets(int max) {
    return onCallersContext(sockets.infos(max));
  }

  @Override
  public Future<Listing<SocketInfo>> findSockets(String text, int max) {
    return onCallersContext(sockets.find(text, max));
  }

  @Override
  public Future<Boolean> disconnect(String path, long id) {
    return onCallersContext(sockets.disconnect(path, id));
  }

  @Override
  public Future<Listing<TopicInfo>> findTopics(String text, int max) {
    return vertx.executeBlocking(() -> pubSub.findTopics(text, max), false);
  }

  @Override
  public Future<List<EventLoopSnapshot>> eventLoops() {
    return onCallersContext(EventLoops.measure(vertx));
  }

  @Override
  public int topics() {
    return pubSub.topics();
  }

  @Override
  public Future<Long> queuedBytes() {
    return onCallersContext(sockets.queuedBytes());
  }

  @Override
  public OutboundSnapshot outbound() {
    return resources.outbound().snapshot();
  }

  @Override
  public long assemblyBytes() {
    return resources.supervision().assemblies().bytes();
  }

  // The answers of several event loops complete on one of them. The caller gets the result on its
  // own context.
  private <T> Future<T> onCallersContext(Future<T> elsewhere) {
    Promise<T> promise = ((ContextInternal) vertx.getOrCreateContext()).promise();
    elsewhere.onComplete(promise);
    return promise.future();
  }

  @Override
  public boolean isDraining() {
    return lifecycle.isDraining();
  }

  @Override
  public boolean isClosed() {
    return lifecycle.isClosed();
  }
}
