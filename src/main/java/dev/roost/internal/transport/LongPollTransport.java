package dev.roost.internal.transport;

import dev.roost.LongPollOptions;
import dev.roost.OriginCheck;
import dev.roost.channel.Params;
import dev.roost.internal.rate.LogLimit;
import dev.roost.internal.session.Admission;
import dev.roost.internal.session.SessionLoop;
import dev.roost.internal.session.SocketDefinition;
import dev.roost.internal.transport.LongPollTokens.Token;
import dev.roost.internal.transport.http.ClientNetwork;
import dev.roost.internal.transport.http.HttpConnections;
import dev.roost.proxy.ClientRequest;
import dev.roost.proxy.TrustedProxies;
import io.netty.channel.EventLoop;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns HTTP requests into sessions, polls and posts. Mirrors {@code Phoenix.Transports.LongPoll}:
 * the same checks in the same order, with the same statuses in the bodies.
 */
public final class LongPollTransport {
  private static final Logger log = LoggerFactory.getLogger(LongPollTransport.class);

  private static final String NAME = "longpoll";

  private final SocketDefinition definition;
  private final LongPollOptions options;
  private final OriginCheck originCheck;
  private final TrustedProxies proxies;
  private final ConnectInfoReader connectInfo;
  private final LongPollTokens tokens;
  private final LongPollSessions sessions;
  private final LongPollNodes nodes;
  private final LongPollRelay relay;
  private final LogLimit refusals = new LogLimit();
  private final OutboundBudget budget;
  private final PollIds pollIds = new PollIds();
  private final Map<EventLoop, OneLoop> loops = new ConcurrentHashMap<>();

  /** The state that the sessions of one event loop share. */
  private record OneLoop(SessionLoop loop, IdleWatch idleWatch, BacklogWatch backlogs) {}

  /**
   * A transport for one mount.
   *
   * @param endpointOriginCheck what counts if the options say nothing of origins
   * @param proxies whose forwarded headers are believed
   * @param secret what tokens are signed by, the same on all nodes
   * @param budget for what waits for all clients of the endpoint
   */
  public LongPollTransport(
      SocketDefinition definition,
      LongPollOptions options,
      OriginCheck endpointOriginCheck,
      TrustedProxies proxies,
      byte[] secret,
      LongPollNodes nodes,
      OutboundBudget budget) {
    this.definition = definition;
    this.options = options;
    this.originCheck = Objects.requireNonNullElse(options.checkOrigin(), endpointOriginCheck);
    this.proxies = proxies;
    this.connectInfo = ConnectInfoReader.of(definition.path(), options);
    this.tokens =
        new LongPollTokens(
            secret, definition.path(), options.tokenMaxAgeSeconds(), InstantSource.system());
    this.sessions = new LongPollSessions(options);
    this.nodes = nodes;
    this.budget = budget;
    this.relay = new LongPollRelay(definition.path(), sessions, nodes, options);
  }

  /**
   * Handles a request to the mount's long-poll path. On an event loop of Vert.x, which then owns
   * the session if there is a new one. The body may have been read already.
   */
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    SessionLoop loop = new SessionLoop(Objects.requireNonNull(Vertx.currentContext()));
    LongPollExchange exchange =
        new LongPollExchange(
            request, proxies.client(request), loop, LongPollTimes.stallMillis(options));
    Params params;
    try {
      params = QueryParams.parse(request.query(), context.pathParams());
    } catch (IllegalArgumentException e) {
      exchange.answerEmpty(400);
      return;
    }
    String origin = PageOrigin.of(request);
    ClientRequest client = exchange.client();
    if (!originCheck.allows(origin, client)) {
      log.error(
          "refused a request to {}: the origin {} is not allowed for host {}: see"
              + " EndpointOptions.checkOrigin client={}",
          definition.path(),
          origin,
          client.host(),
          client.address());
      refuse(exchange);
      return;
    }
    switch (request.method().name()) {
      case "OPTIONS" -> exchange.answerPreflight();
      case "GET" -> get(context, exchange, params, loop);
      case "POST" -> post(exchange, params, context.body().buffer(), loop);
      default -> exchange.answerEmpty(400);
    }
  }

  /** Ends the sessions of an event loop, from there, as its server stops. */
  public void endSessionsOf(EventLoop loop) {
    sessions.endAllOf(loop);
  }

  // -- Polls

  private void get(
      RoutingContext context, LongPollExchange exchange, Params params, SessionLoop loop) {
    String text = token(exchange, params);
    Token token = tokens.verify(text);
    if (text == null || token == null) {
      begin(context, exchange, params, loop);
      return;
    }
    long pollId = pollIds.next();
    exchange.onDisconnect(() -> relay.abandon(token, pollId));
    loop.whenDone(
        relay.poll(token, pollId),
        polled -> {
          if (polled.failed() || polled.result().status() == LongPollAnswer.GONE.status()) {
            begin(context, exchange, params, loop);
          } else {
            exchange.answer(
                polled.result().toJson(text), shared(loop).backlogs, () -> relay.reading(token));
          }
        });
  }

  private void begin(
      RoutingContext context, LongPollExchange exchange, Params params, SessionLoop loop) {
    if (exceedsLimit(exchange)) {
      refuseConnectionBeyondLimit(exchange);
      return;
    }
    String refusal = sessions.refusal(ClientNetwork.of(exchange.client().address()));
    if (refusal != null) {
      refuseBeyondLimit(exchange, refusal);
      return;
    }
    String authToken = options.authToken() ? exchange.header("x-phoenix-authtoken") : null;
    Future<Admission> admission =
        definition.admit(
            params, connectInfo.read(context, exchange.client(), params, authToken), NAME);
    loop.whenDone(admission, decided -> decided(exchange, loop, decided.result()));
  }

  private void decided(LongPollExchange exchange, SessionLoop loop, Admission admission) {
    if (admission.retryAfterSeconds() > 0) {
      definition.metrics().countRefused();
      exchange.answerUnavailable(admission.retryAfterSeconds());
      return;
    }
    if (!admission.isAccepted()) {
      refuse(exchange);
      return;
    }
    if (exchange.isOver()) {
      log.debug("a client of {} disconnected before it was accepted", definition.path());
      return;
    }
    if (exceedsLimit(exchange)
        || (admission.isAnonymous()
            && definition.supervision().connections().isReachedByAnonymous())) {
      refuseConnectionBeyondLimit(exchange);
      return;
    }
    OneLoop shared = shared(loop);
    LongPollSession session =
        new LongPollSession(shared.loop, shared.idleWatch, options, sessions, shared.backlogs)
            .from(exchange.client().remote())
            .of(ClientNetwork.of(exchange.client().address()), admission.isAnonymous());
    String refusal = sessions.add(session);
    if (refusal != null) {
      refuseBeyondLimit(exchange, refusal);
      return;
    }
    session.start(definition.open(admission, shared.loop, session));
    exchange.answer(LongPollAnswer.GONE.toJson(tokens.sign(new Token(nodes.self(), session.id()))));
  }

  private OneLoop shared(SessionLoop loop) {
    return loops.computeIfAbsent(
        loop.eventLoop(),
        same ->
            new OneLoop(
                loop,
                new IdleWatch(same, LongPollTimes.inactivityMillis(options)),
                new BacklogWatch(
                    same,
                    definition.path(),
                    OutboundLimits.of(options),
                    definition.metrics(),
                    budget)));
  }

  // -- Posts

  private void post(
      LongPollExchange exchange, Params params, @Nullable Buffer body, SessionLoop loop) {
    Token token = tokens.verify(token(exchange, params));
    if (token == null) {
      exchange.answer(LongPollAnswer.GONE.toJson());
      return;
    }
    boolean lines = LongPollBatch.isLines(exchange.header("content-type", ""));
    Handler<Buffer> whenRead =
        whole -> loop.whenDone(relay.post(token, lines, whole), done -> posted(exchange, done));
    if (body == null && exchange.hasLostBody()) {
      log.error(
          "refused request: a handler in front of the socket took time without"
              + " request.pause(), and the body passed socket={}",
          definition.path());
      exchange.answerEmpty(500);
    } else if (body == null) {
      new LongPollBody(
              exchange,
              loop,
              options,
              definition.supervision().assemblies(),
              definition.metrics()::countAssemblyEnded)
          .onProgress(() -> relay.keepAlive(token))
          .read(exchange.request(), whenRead);
    } else if (body.length() > options.maxBodyBytes()) {
      exchange.answerEmpty(LongPollAnswer.TOO_LARGE.status());
    } else {
      whenRead.handle(body);
    }
  }

  private static void posted(LongPollExchange exchange, AsyncResult<LongPollAnswer> done) {
    LongPollAnswer answer = done.succeeded() ? done.result() : LongPollAnswer.GONE;
    if (answer.equals(LongPollAnswer.BAD_REQUEST) || answer.equals(LongPollAnswer.TOO_LARGE)) {
      exchange.answerEmpty(answer.status());
    } else {
      exchange.answer(answer.toJson());
    }
  }

  // -- Both

  private static @Nullable String token(LongPollExchange exchange, Params params) {
    String header = exchange.header("x-phoenix-longpoll-token");
    if (header != null) {
      return header;
    }
    return params.values().get("token") instanceof String text ? text : null;
  }

  private void refuse(LongPollExchange exchange) {
    definition.metrics().countRefused();
    exchange.answer(LongPollAnswer.FORBIDDEN.toJson());
  }

  private boolean exceedsLimit(LongPollExchange exchange) {
    boolean isCounted = HttpConnections.isGuarded(exchange.request().connection());
    return definition.supervision().connections().isReached(isCounted);
  }

  private void refuseConnectionBeyondLimit(LongPollExchange exchange) {
    if (refusals.permits()) {
      log.warn(
          "refused session: maxConnections of the endpoint, or their part for anonymous clients,"
              + " is reached socket={}",
          definition.path());
    }
    definition.metrics().countTooManyConnections();
    exchange.answerEmpty(503);
  }

  // Without a body phoenix.js tries again later; of a status that it does not know it would die.
  private void refuseBeyondLimit(LongPollExchange exchange, String reason) {
    definition.metrics().countTooManySessions();
    if (refusals.permits()) {
      log.warn(
          "refused session: too many, {} socket={} refused={}",
          reason,
          definition.path(),
          definition.metrics().snapshot().tooManySessions());
    }
    exchange.answerEmpty(503);
  }
}
