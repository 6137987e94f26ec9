package dev.roost.internal.transport;

import dev.roost.OriginCheck;
import dev.roost.WebSocketOptions;
import dev.roost.channel.CloseCode;
import dev.roost.channel.Params;
import dev.roost.internal.rate.LogLimit;
import dev.roost.internal.session.Admission;
import dev.roost.internal.session.ServedSocket;
import dev.roost.internal.session.SessionLoop;
import dev.roost.internal.transport.http.ClientNetwork;
import dev.roost.internal.transport.http.HttpConnections;
import dev.roost.proxy.ClientRequest;
import dev.roost.proxy.TrustedProxies;
import dev.roost.serializer.FrameCompressor;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns HTTP requests into WebSocket sessions. Mirrors {@code Phoenix.Transports.WebSocket}: the
 * same checks in the same order, with the same statuses.
 */
public final class WebSocketTransport {
  private static final Logger log = LoggerFactory.getLogger(WebSocketTransport.class);

  private static final String NAME = "websocket";

  private final ServedSocket definition;
  private final WebSocketOptions options;
  private final OriginCheck originCheck;
  private final TrustedProxies proxies;
  private final ConnectInfoReader connectInfo;
  private final LogLimit refusals = new LogLimit();
  private final boolean canReachPipeline;
  private final boolean takesOver;
  private final PipelineTakeOver pipelineTakeOver;
  private final OutboundBudget budget;
  private final SocketsByClient byClient;
  private final FrameCompressor compressor;
  private final Map<EventLoop, LoopConnections> loops = new ConcurrentHashMap<>();

  /**
   * A transport for one mount.
   *
   * @param endpointOriginCheck what counts if the options say nothing of origins
   * @param proxies whose forwarded headers are believed
   * @param budget for what waits for all clients of the endpoint
   * @param byClient bounds the connections of each client of the endpoint
   */
  public WebSocketTransport(
      ServedSocket definition,
      WebSocketOptions options,
      OriginCheck endpointOriginCheck,
      TrustedProxies proxies,
      OutboundBudget budget,
      SocketsByClient byClient) {
    this.definition = definition;
    this.options = options;
    this.originCheck = Objects.requireNonNullElse(options.checkOrigin(), endpointOriginCheck);
    this.proxies = proxies;
    this.connectInfo = ConnectInfoReader.of(definition.path(), options);
    this.canReachPipeline = PipelineTakeOver.isPossible();
    this.takesOver = options.takeOver() && canReachPipeline;
    this.pipelineTakeOver = new PipelineTakeOver(options);
    this.budget = budget;
    this.byClient = byClient;
    this.compressor =
        new FrameCompressor(
            options.compressMinBytes(),
            options.compressMaxBytes(),
            definition.metrics()::countCompression);
  }

  /**
   * Handles a request to the mount's WebSocket path. On an event loop of Vert.x, which then owns
   * the connection.
   */
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!request.method().equals(HttpMethod.GET)) {
      respond(request, 400);
      return;
    }
    Params params;
    try {
      params = QueryParams.parse(request.query(), context.pathParams());
    } catch (IllegalArgumentException e) {
      respond(request, 400);
      return;
    }
    String origin = request.getHeader("origin");
    ClientRequest client = proxies.client(request);
    if (!originCheck.allows(origin, client)) {
      log.error(
          "refused a connection to {}: the origin {} is not allowed for host {}: see"
              + " EndpointOptions.checkOrigin client={}",
          definition.path(),
          origin,
          client.host(),
          client.address());
      refuse(request);
      return;
    }
    Subprotocols subprotocols =
        Subprotocols.negotiate(
            joined(request, "sec-websocket-protocol"), options.subprotocols(), options.authToken());
    if (!subprotocols.accepted()) {
      log.error("refused a connection to {}: no sub-protocol in common", definition.path());
      refuse(request);
      return;
    }
    if (exceedsLimit(request)) {
      refuseBeyondLimit(request);
      return;
    }
    ClientNetwork network = byClient.networkOf(request, client);
    if (byClient.isFull(network)) {
      refuseBeyondLimit(request, network);
      return;
    }
    LoopConnections shared = currentLoop();
    // The handshake needs the end of the request, which must not pass unheard meanwhile.
    request.pause();
    Future<Admission> admission =
        definition.admit(
            params, connectInfo.read(context, client, params, subprotocols.authToken()), NAME);
    shared
        .loop()
        .whenDone(
            admission,
            decided -> {
              try {
                decided(request, client, network, shared, subprotocols, decided.result());
              } catch (IllegalStateException closed) {
                log.debug(
                    "a client of {} disconnected before it was accepted",
                    definition.path(),
                    closed);
              }
            });
  }

  private static @Nullable String joined(HttpServerRequest request, String header) {
    var headers = request.headers().getAll(header);
    return headers.isEmpty() ? null : String.join(",", headers);
  }

  private void decided(
      HttpServerRequest request,
      ClientRequest client,
      @Nullable ClientNetwork network,
      LoopConnections shared,
      Subprotocols subprotocols,
      Admission admission) {
    if (!admission.isAccepted()) {
      Object reason = admission.reason();
      definition.metrics().countRefused();
      request.resume();
      if (admission.retryAfterSeconds() > 0) {
        request.response().putHeader("retry-after", String.valueOf(admission.retryAfterSeconds()));
        respond(request, 503);
      } else if (reason == null) {
        respond(request, 403);
      } else {
        explain(request, reason);
      }
    } else if (!UpgradeHeaders.areValid(request)) {
      request.resume();
      respond(request, 400);
    } else if (exceedsLimit(request) || exceedsLimit(admission)) {
      request.resume();
      refuseBeyondLimit(request);
    } else if (!isCountedFor(network, request)) {
      request.resume();
      refuseBeyondLimit(request, network);
    } else {
      upgrade(request, client, shared, subprotocols, admission);
    }
  }

  private void explain(HttpServerRequest request, Object reason) {
    try {
      options.errorHandler().accept(request, reason);
    } catch (RuntimeException failure) {
      log.error("the error handler of {} failed: {}", definition.path(), failure.toString());
      log.debug("error handler failed", failure);
      if (!request.response().ended()) {
        respond(request, 500);
      }
    }
  }

  private void upgrade(
      HttpServerRequest request,
      ClientRequest client,
      LoopConnections shared,
      Subprotocols subprotocols,
      Admission admission) {
    if (subprotocols.agreed() != null) {
      request.response().putHeader("sec-websocket-protocol", subprotocols.agreed());
    }
    if (takesOver) {
      PipelineTakeOver.stopCompressing(request.connection());
    }
    boolean takeOver = takesOver && !PipelineTakeOver.isCompressing(request.connection());
    Compression compression =
        takeOver && options.compress()
            ? Compression.negotiate(joined(request, "sec-websocket-extensions"))
            : null;
    if (compression != null) {
      request.response().putHeader("sec-websocket-extensions", compression.header());
    }
    // Vert.x looks at the first header of this name only.
    request.headers().set("connection", "upgrade");
    String forwardedFor = client.isForwarded() ? client.remote() : null;
    Channel direct = takeOver && isUpgradedHere(request) ? httpChannelOf(request) : null;
    if (direct != null) {
      whenEnded(
          request,
          () -> upgradeHere(direct, request, forwardedFor, compression, shared, admission));
      return;
    }
    if (request.isEnded()) {
      refuseLate(request);
      return;
    }
    // One that is counted since it was accepted has its place.
    boolean isCounted = HttpConnections.isGuarded(request.connection());
    if (canReachPipeline) {
      PipelineTakeOver.dropEarlyFrames(request.connection());
    }
    Future<ServerWebSocket> handshake = request.toWebSocket();
    // With its own handler, Vert.x throws at the request's end if the client disconnected before
    // it.
    request.exceptionHandler(hungUp -> request.endHandler(null));
    request.resume();
    handshake
        .onSuccess(
            webSocket -> {
              if (canReachPipeline) {
                PipelineTakeOver.keepFrames(request.connection());
              }
              if ((!isCounted && exceedsLimit(request)) || exceedsLimit(admission)) {
                // By others that were accepted at the same moment.
                definition.metrics().countTooManyConnections();
                webSocket.close((short) CloseCode.OVERLOADED, "too many connections");
                return;
              }
              Channel channel = takeOver ? PipelineTakeOver.channelOf(request.connection()) : null;
              if (channel == null) {
                openPlain(webSocket, request.connection(), forwardedFor, shared, admission);
              } else {
                openTakenOver(channel, forwardedFor, compression, shared, admission);
              }
            })
        .onFailure(failure -> log.debug("handshake failed", failure));
  }

  /**
   * Whether this class makes the handshake. Vert.x makes it if it reports requests to metrics or a
   * tracer, or if the request has a body, and cannot if the end of the request has passed.
   */
  private static boolean isUpgradedHere(HttpServerRequest request) {
    if (request.isEnded()) {
      return true;
    }
    VertxInternal vertx = ContextInternal.current().owner();
    return vertx.metrics() == null
        && vertx.tracer() == null
        && !request.headers().contains("content-length")
        && !request.headers().contains("transfer-encoding");
  }

  private static @Nullable Channel httpChannelOf(HttpServerRequest request) {
    return PipelineTakeOver.httpChannelOf(request.connection());
  }

  private static void whenEnded(HttpServerRequest request, Runnable action) {
    if (request.isEnded()) {
      action.run();
      return;
    }
    request.endHandler(ended -> action.run());
    request.exceptionHandler(hungUp -> request.endHandler(null));
    request.resume();
  }

  private void upgradeHere(
      Channel channel,
      HttpServerRequest request,
      @Nullable String forwardedFor,
      @Nullable Compression compression,
      LoopConnections shared,
      Admission admission) {
    if (request.response().closed() || !channel.isActive()) {
      log.debug("a client of {} did not wait to be let in", definition.path());
      return;
    }
    if (exceedsLimit(request) || exceedsLimit(admission)) {
      // By others that were accepted at the same moment.
      refuseBeyondLimit(request);
      return;
    }
    TakenOverConnection connection = new TakenOverConnection(shared, compression, forwardedFor);
    pipelineTakeOver.upgrade(
        channel, request, connection, compression != null, shared.assemblies());
    connection.start(definition.open(admission, shared.loop(), connection));
  }

  /** A handler in front of this one let the end of the request pass, which Vert.x waits for. */
  private void refuseLate(HttpServerRequest request) {
    if (request.response().closed()) {
      log.debug("a client of {} disconnected before it was accepted", definition.path());
      return;
    }
    log.error(
        "refused connection: a handler in front of the socket took time without"
            + " request.pause(), and the end of the request passed socket={}",
        definition.path());
    definition.metrics().countRefused();
    respond(request, 500);
  }

  private void openTakenOver(
      Channel channel,
      @Nullable String forwardedFor,
      @Nullable Compression compression,
      LoopConnections shared,
      Admission admission) {
    TakenOverConnection connection = new TakenOverConnection(shared, compression, forwardedFor);
    pipelineTakeOver.takeOver(channel, connection, compression != null, shared.assemblies());
    connection.start(definition.open(admission, shared.loop(), connection));
  }

  private void openPlain(
      ServerWebSocket webSocket,
      HttpConnection http,
      @Nullable String forwardedFor,
      LoopConnections shared,
      Admission admission) {
    PlainConnection connection =
        new PlainConnection(
            webSocket,
            canReachPipeline ? PipelineTakeOver.networkOf(http) : null,
            forwardedFor,
            shared,
            options);
    if (canReachPipeline) {
      connection.decodeBy(pipelineTakeOver.replaceDecoder(http, connection, shared.assemblies()));
    }
    if (webSocket.isClosed()) {
      // By a reset, or a close frame behind the request. Vert.x then accepts no handlers.
      log.debug("the connection ended during the handshake");
      connection.abandon();
      return;
    }
    connection.start(definition.open(admission, shared.loop(), connection));
  }

  private LoopConnections currentLoop() {
    SessionLoop loop = new SessionLoop(Objects.requireNonNull(Vertx.currentContext()));
    return loops.computeIfAbsent(
        loop.eventLoop(),
        same -> LoopConnections.on(loop, definition, options, budget, compressor));
  }

  private boolean exceedsLimit(Admission admission) {
    return admission.isAnonymous() && definition.supervision().connections().isReachedByAnonymous();
  }

  private boolean exceedsLimit(HttpServerRequest request) {
    boolean isCounted = HttpConnections.isGuarded(request.connection());
    return definition.supervision().connections().isReached(isCounted);
  }

  private void refuse(HttpServerRequest request) {
    definition.metrics().countRefused();
    respond(request, 403);
  }

  private void refuseBeyondLimit(HttpServerRequest request) {
    if (refusals.permits()) {
      log.warn(
          "refused connection: maxConnections of the endpoint, or their part for anonymous clients,"
              + " is reached socket={}",
          definition.path());
    }
    definition.metrics().countTooManyConnections();
    respond(request, 503);
  }

  private boolean isCountedFor(@Nullable ClientNetwork network, HttpServerRequest request) {
    return byClient.add(network, PipelineTakeOver.networkChannelOf(request.connection()));
  }

  private void refuseBeyondLimit(HttpServerRequest request, @Nullable ClientNetwork network) {
    if (refusals.permits()) {
      log.warn(
          "refused connection: maxConnectionsPerAddress of the endpoint is reached socket={}"
              + " client={}",
          definition.path(),
          network);
    }
    definition.metrics().countTooManyOfAddress();
    respond(request, 503);
  }

  private static void respond(HttpServerRequest request, int status) {
    request.response().setStatusCode(status).end();
  }
}
