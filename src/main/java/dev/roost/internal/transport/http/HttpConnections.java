package dev.roost.internal.transport.http;

import dev.roost.HttpLimits;
import dev.roost.internal.rate.LogLimit;
import dev.roost.internal.session.ConnectionLimit;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP connections of an endpoint, on all of its servers and event loops. For any thread.
 *
 * <p>It leans on what Vert.x does not promise: the accessor of a connection's Netty pipeline, and
 * the names of handlers in it. A connection without them is not guarded.
 */
public final class HttpConnections {
  private static final Logger log = LoggerFactory.getLogger(HttpConnections.class);

  static final String GUARD = "roost-guard";

  /** The names of Vert.x's handlers that encode and decode HTTP/1. */
  public static final String ENCODER = "httpEncoder";

  public static final String DECODER = "httpDecoder";
  private static final String LAST = "handler";
  private static final String UPGRADE_TO_HTTP2 = "h2c";

  /** Says of a listening channel whose connections are counted when they are accepted. */
  private static final AttributeKey<HttpConnections> ACCEPT =
      AttributeKey.valueOf(HttpConnections.class, "accept");

  private static final long CLOSE_IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final HttpLimits limits;
  private final ConnectionLimit limit;
  private final CountsByNetwork byNetwork;
  private final Predicate<InetAddress> isProxy;
  private final HttpMetrics metrics = new HttpMetrics();
  private final Map<EventLoop, GuardList> guards = new ConcurrentHashMap<>();
  private final long shortestMillis;
  private final LogLimit refusals = new LogLimit();
  private final AtomicLong closedIdleUntil = new AtomicLong(System.nanoTime());

  /**
   * Connections of an endpoint.
   *
   * @param limit how many there may be, sessions included
   * @param maxPerAddress how many one address may have, or the /64 network of an IPv6 address; 0
   *     for any number
   * @param isProxy whether an address is a proxy's, which has the connections of many clients
   */
  public HttpConnections(
      HttpLimits limits, ConnectionLimit limit, int maxPerAddress, Predicate<InetAddress> isProxy) {
    this.limits = limits;
    this.limit = limit;
    this.byNetwork = new CountsByNetwork(maxPerAddress);
    this.isProxy = isProxy;
    limit.whenReached(this::closeIdle);
    this.shortestMillis =
        LongStream.of(
                limits.headerMillis(),
                limits.bodyMillis(),
                limits.idleMillis(),
                limits.responseMillis())
            .filter(millis -> millis > 0)
            .min()
            .orElse(Long.MAX_VALUE);
  }

  /** The metrics. */
  public HttpMetrics metrics() {
    return metrics;
  }

  /**
   * Whether a connection is counted and guarded as one of HTTP, which it no longer is once it is a
   * WebSocket. On its event loop.
   */
  public static boolean isGuarded(HttpConnection connection) {
    return connection instanceof ConnectionBase base
        && base.channelHandlerContext().pipeline().get(GUARD) != null;
  }

  /**
   * Ends the guard of a connection that becomes a WebSocket, if it has one. On its event loop.
   *
   * @param pipeline that of the connection
   */
  public static void release(ChannelPipeline pipeline) {
    if (pipeline.get(GUARD) instanceof ConnectionGuard guard) {
      pipeline.remove(guard);
    }
  }

  /**
   * Whether a connection could be guarded and is not, as its server has no handler that calls
   * {@link #guard}. On its event loop.
   */
  public static boolean isUnguarded(HttpConnection connection) {
    return connection instanceof ConnectionBase base
        && base.channelHandlerContext().pipeline().get(LAST) != null
        && !isGuarded(connection);
  }

  /**
   * Guards a connection. On its event loop, from {@link
   * io.vertx.core.http.HttpServer#connectionHandler}: Vert.x calls that when it accepts a
   * connection; after the handshake with TLS; and for HTTP/2 when the client has sent its settings.
   * From the first one of a server on, its connections are guarded from when they are accepted.
   *
   * @param server the options of the server
   */
  public void guard(HttpConnection connection, HttpServerOptions server) {
    if (!(connection instanceof ConnectionBase base)) {
      return;
    }
    Channel channel = base.channelHandlerContext().channel();
    ChannelPipeline pipeline = channel.pipeline();
    if (pipeline.get(LAST) == null) {
      return;
    }
    boolean counted = true;
    int acceptedAt = -1;
    if (pipeline.get(GUARD) instanceof AcceptedGuard accepted) {
      counted = accepted.transferCount();
      acceptedAt = accepted.since();
      pipeline.remove(accepted);
    } else if (pipeline.get(GUARD) == null) {
      watchAccepting(channel.parent(), server);
      if (!admit(channel)) {
        channel.unsafe().closeForcibly();
        return;
      }
    } else {
      return;
    }
    Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
    if (http2 != null) {
      pipeline.addBefore(LAST, GUARD, new Http2Guard(this, counted, acceptedAt, http2));
    } else {
      StrictRequestDecoder decoder = null;
      if (pipeline.get(DECODER) instanceof StrictRequestDecoder strict) {
        decoder = strict;
      } else if (pipeline.get(DECODER) != null && pipeline.get(UPGRADE_TO_HTTP2) == null) {
        decoder = new StrictRequestDecoder(server);
        pipeline.replace(DECODER, DECODER, decoder);
      }
      pipeline.addBefore(LAST, GUARD, new Http1Guard(this, counted, acceptedAt, decoder));
    }
  }

  private void watchAccepting(@Nullable Channel server, HttpServerOptions options) {
    // Several event loops share the server; Netty's pipelines may be changed from any thread.
    if (server != null && server.attr(ACCEPT).compareAndSet(null, this)) {
      AcceptFailures failures = new AcceptFailures(this);
      server.pipeline().addFirst(new AcceptHandler(this, failures, options));
      server.pipeline().addLast(failures);
    }
  }

  // -- For guards

  HttpLimits limits() {
    return limits;
  }

  /** The list of an event loop, on which this is called. */
  GuardList guardsOf(EventLoop loop) {
    return guards.computeIfAbsent(loop, same -> new GuardList(same, shortestMillis));
  }

  /** Counts a connection that was just accepted, unless there are too many. */
  boolean admit(Channel accepted) {
    if (!limit.accept()) {
      metrics.countRefused();
      warn("there are too many", accepted);
      return false;
    }
    InetAddress address =
        accepted.remoteAddress() instanceof InetSocketAddress ip ? ip.getAddress() : null;
    if (byNetwork.isLimited() && address != null && !isProxy.test(address)) {
      ClientNetwork network = ClientNetwork.of(address);
      if (!byNetwork.add(network)) {
        limit.leave();
        metrics.countRefusedByAddress();
        warn("its address has too many; if that is a proxy, trust it", accepted);
        return false;
      }
      accepted.closeFuture().addListener(closed -> byNetwork.remove(network));
    }
    metrics.countAccepted();
    return true;
  }

  /** A connection was closed, or became a WebSocket. */
  void left() {
    limit.leave();
    metrics.countLeft();
  }

  /** Makes room for a client that was refused, and comes again. */
  private void closeIdle() {
    long until = closedIdleUntil.get();
    long now = System.nanoTime();
    if (now - until >= 0 && closedIdleUntil.compareAndSet(until, now + CLOSE_IDLE_NANOS)) {
      guards.forEach((loop, list) -> loop.execute(list::closeIdle));
    }
  }

  void rejected(Channel channel, HttpRequest request) {
    metrics.countInvalidRequest();
    log.debug(
        "refusing request client={} reason={}",
        channel.remoteAddress(),
        String.valueOf(request.decoderResult().cause()));
  }

  void closing(Channel channel, String reason) {
    log.debug("closing connection: {} client={}", reason, channel.remoteAddress());
  }

  // One line for many: a client that opens thousands would fill the disk.
  private void warn(String reason, Channel refused) {
    if (refusals.permits()) {
      log.warn(
          "refused connection: {} client={} refused={} open={}",
          reason,
          refused.remoteAddress(),
          metrics.refused(),
          metrics.open());
    }
  }

  /** For tests: how many addresses have connections that are counted. */
  int networks() {
    return byNetwork.networks();
  }
}
