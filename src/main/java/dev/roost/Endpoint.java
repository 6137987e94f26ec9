package dev.roost;

import dev.roost.channel.ChannelEndpoint;
import dev.roost.cluster.ClusterOptions;
import dev.roost.cluster.ClusterStatus;
import dev.roost.internal.versions.RequiredVersions;
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
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sockets at paths and the broadcasts among them, Phoenix's {@code Phoenix.Endpoint} as far as it
 * serves channels.
 *
 * <p>Describe the sockets first, then {@link #mount} them on a router of your own or have {@link
 * #listen} make servers. Broadcasting is possible from any thread. In the end {@link #drain} or
 * {@link #close} the endpoint, however it is mounted.
 */
public interface Endpoint extends ChannelEndpoint {

  /**
   * An endpoint without sockets, on its own.
   *
   * @throws IllegalStateException if the Vert.x or Netty on the class path is too old
   */
  static Endpoint create(Vertx vertx, EndpointOptions options) {
    RequiredVersions.check();
    return EndpointFactory.find().create(vertx, options);
  }

  /**
   * An endpoint without sockets whose broadcasts and presences are shared with those of other
   * nodes.
   *
   * @param vertx must be clustered, see {@link dev.roost.cluster.ClusteredVertx}
   * @throws IllegalStateException if the Vert.x or Netty on the class path is too old
   */
  static Future<Endpoint> join(
      Vertx vertx, EndpointOptions options, ClusterOptions clusterOptions) {
    RequiredVersions.check();
    return EndpointFactory.find().join(vertx, options, clusterOptions);
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
   * @throws IllegalArgumentException if there is a socket at this path, or it does not begin with a
   *     slash
   */
  Endpoint socket(String path, Consumer<SocketMount> describe);

  /**
   * Adds a socket without channels, over which anything can be spoken. Its connections are checked,
   * limited and drained as those of other sockets are.
   *
   * @param path where it is, see {@link #socket}; to connect to with {@code /websocket} behind it
   * @param describe fills in the socket
   * @throws IllegalStateException if it has no connect handler or nothing that handles messages, or
   *     comes after {@link #mount} or {@link #listen}
   * @throws IllegalArgumentException if there is a socket at this path, or it does not begin with a
   *     slash
   */
  Endpoint rawSocket(String path, Consumer<RawSocketMount> describe);

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
  Endpoint mount(Router router);

  // -- The end

  /**
   * Ends the endpoint without a stampede, whichever way it is mounted. From any thread; a second
   * call gets the same future. In this order:
   *
   * <ol>
   *   <li>{@link #isDraining} is true, and clients are served as before, for the longest
   *       {@linkplain DrainOptions#pauseMillis pause} of the sockets' {@linkplain
   *       SocketMount#drainer drainers}.
   *   <li>The servers of {@link #listen} accept no more. A server of your own continues, and closes
   *       each new connection with 1012 at once.
   *   <li>All connections are closed with 1012 (service restart) in batches, see {@link
   *       DrainOptions}, as Phoenix does. phoenix.js reconnects, and joins its channels again.
   *       Channels {@linkplain dev.roost.channel.Channel#terminate terminate} with {@link
   *       dev.roost.channel.StopReason#DRAINING}.
   *   <li>{@link #close}: the node leaves the cluster, and the endpoint is of no more use.
   * </ol>
   *
   * @return completes when all of it is done
   */
  Future<Void> drain();

  /**
   * {@link #drain} without its last step: the node stays in the cluster, and {@link #broadcast}
   * reaches the clients of other nodes until {@link #close}. For applications whose other parts
   * still finish their work. From any thread; a second call gets the same future.
   *
   * @return completes when all connections are closed and the servers of {@link #listen} have
   *     stopped
   */
  Future<Void> drainConnections();

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
  Future<Void> close();

  /**
   * The given options, changed so that a server of theirs suits the sockets: frame sizes, room for
   * tokens in the URL and in headers, HTTP/2 without TLS only if the endpoint's options {@linkplain
   * EndpointOptions#clearTextHttp2 ask} for it, and no compression by Vert.x, which would keep
   * connections from being taken over; a socket's own option for it needs none of the server.
   */
  HttpServerOptions serverOptions(HttpServerOptions base);

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
  Handler<HttpConnection> connectionHandler(HttpServerOptions serverOptions);

  /** The metrics of the HTTP connections of this endpoint's servers. */
  HttpSnapshot httpMetrics();

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
  Future<EndpointServer> listen(HttpServerOptions base, Consumer<Router> routes);

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
  void broadcast(String topic, String event, Object payload);

  /**
   * Sends several events, in this order: all of them or, if one of the topics is refused, none.
   * From any thread.
   *
   * @throws IllegalStateException as for {@link #broadcast}
   */
  void broadcastAll(List<Broadcast> broadcasts);

  /** As {@link #broadcast}, to the subscribers on this node only. */
  @Override
  void localBroadcast(String topic, String event, Object payload);

  /**
   * Closes all connections of a socket id, which may reconnect. From any thread.
   *
   * @param socketId as given to {@link dev.roost.channel.ConnectResult#id}
   */
  @Override
  void disconnect(String socketId);

  /**
   * Subscribes server code to a topic.
   *
   * @param handler called on the caller's Vert.x context, or on a new one if there is none; must
   *     not block
   * @return completes once the handler receives every later broadcast
   * @throws IllegalStateException if the endpoint is closed
   */
  Future<EndpointSubscription> subscribe(String topic, Handler<Broadcast> handler);

  /**
   * Presence on the topics of this endpoint, and of those it is joined with. Ends with the
   * endpoint.
   *
   * @throws IllegalStateException if the endpoint is closed
   */
  Presence presence(PresenceOptions presenceOptions);

  /** This node among the others, or null if it is on its own. */
  @Nullable ClusterStatus cluster();

  /**
   * Tokens for clients, by the endpoint's {@linkplain EndpointOptions#secretKeyBase secret}. The
   * first call for a salt derives its keys, which takes milliseconds.
   *
   * @param salt what they are for, such as {@code user socket}
   * @throws IllegalStateException if the endpoint was given no secret
   */
  @Override
  Tokens tokens(String salt);

  /**
   * A request as its client sent it, by the word of {@linkplain EndpointOptions#trustedProxies
   * trusted proxies}. Its {@code address} is what to count by where something is limited for each
   * client address. From the thread that handles the request.
   */
  ClientRequest client(HttpServerRequest request);

  /** See {@link EndpointOptions#basePath(String)}. */
  BasePath basePath();

  /** The codec of payloads, see {@link EndpointOptions#codec}. */
  @Override
  JsonCodec codec();

  /** The Vert.x that the endpoint runs on. */
  @Override
  Vertx vertx();

  /** The paths of the sockets with channels, in the order in which they were added. */
  List<String> paths();

  /** The metrics of each socket, by its path. */
  Map<String, SocketSnapshot> metrics();

  /** The metrics of the histories of this node's topics. */
  HistorySnapshot histories();

  /**
   * The connections of all sockets of this node with what they have joined, for operators. From any
   * thread.
   *
   * @param max how many at most, of each socket
   */
  Future<List<SocketInfo>> sockets(int max);

  /**
   * Looks for connections of this node, for operators: those whose socket id, path, address or one
   * of whose topics contains a text, or whose id it is. Looks a slice at a time, so that the event
   * loops serve clients in between. From any thread.
   *
   * @param text empty for all connections
   * @param max how many are described; those for which most bytes wait come first
   */
  Future<Listing<SocketInfo>> findSockets(String text, int max);

  /**
   * Closes one connection of this node with 1001; its client may reconnect. From any thread.
   *
   * @param path as {@link SocketInfo#path()} has it
   * @param id as {@link SocketInfo#id()} has it
   * @return whether there was such a connection
   */
  Future<Boolean> disconnect(String path, long id);

  /**
   * Looks for topics that this node has subscribers of, for operators. Counts on a worker thread,
   * so that no event loop waits. From any thread.
   *
   * @param text what a topic contains; empty for all topics
   * @param max how many are described; those with most subscribers come first
   */
  Future<Listing<TopicInfo>> findTopics(String text, int max);

  /** How many topics this node has subscribers of. From any thread. */
  int topics();

  /**
   * Has each event loop of {@link #vertx} run a task, and measures how long it takes to get to it:
   * for half a second, after which the loop counts as blocked. From any thread.
   */
  Future<List<EventLoopSnapshot>> eventLoops();

  /** How many bytes wait for the clients of this node to read them. From any thread. */
  Future<Long> queuedBytes();

  /** The bytes that wait for the clients of this node, and their limit. From any thread. */
  OutboundSnapshot outbound();

  /**
   * How many bytes the endpoint keeps of messages that have not arrived whole, see {@link
   * EndpointOptions#assemblyBudgetBytes}. From any thread.
   */
  long assemblyBytes();

  /** Whether {@link #drain} or {@link #close} was called, so that no client should come here. */
  boolean isDraining();

  /** Whether {@link #close} was called, or a drain has come to it. */
  boolean isClosed();
}
