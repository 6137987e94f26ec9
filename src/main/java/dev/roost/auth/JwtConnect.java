package dev.roost.auth;

import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectNeeds;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connect handler for clients that bring a token.
 *
 * <pre>{@code
 * socket.connect(
 *     JwtConnect.with(verifier)
 *         .assign("user_id", "sub")
 *         .socketId("users_socket:"));
 * }</pre>
 *
 * <p>The connection ends when its token expires, with 1001: phoenix.js connects again, with the
 * token that it has then. Give it a function for its {@code params}, so that this is a new one.
 *
 * <p>A refused client gets the status 403 and no reason. A line of the log names the reason,
 * without the token, and {@link #refusals} count it. While the verifier cannot decide, a client
 * gets 503 with {@code Retry-After}.
 *
 * <p>Immutable: each method returns another handler. They share the counts.
 */
public final class JwtConnect implements ConnectHandler {
  private static final Logger log = LoggerFactory.getLogger(JwtConnect.class);

  private final TokenVerifier verifier;
  private final Plan plan;
  private final Map<TokenRefusal, LongAdder> refusals;

  /**
   * The outcome of a token.
   *
   * @param assigns the claims that become assigns, by the assign's key
   * @param socketIdPrefix in front of the subject, or null for no socket id
   */
  private record Plan(
      List<TokenSource> sources,
      Map<String, String> assigns,
      @Nullable String socketIdPrefix,
      BiFunction<Claims, ConnectRequest, Future<ConnectResult>> decision,
      @Nullable Predicate<Claims> stillAccepted,
      @Nullable ConnectHandler withoutToken) {}

  private JwtConnect(TokenVerifier verifier, Plan plan, Map<TokenRefusal, LongAdder> refusals) {
    this.verifier = verifier;
    this.plan = plan;
    this.refusals = refusals;
  }

  /**
   * Accepts the clients whose token is good. It is looked for in phoenix.js's {@code authToken}, in
   * the connect parameter {@code token}, and in the header {@code Authorization}.
   */
  public static JwtConnect with(TokenVerifier verifier) {
    Plan plan =
        new Plan(
            List.of(
                TokenSource.authToken(), TokenSource.param("token"), TokenSource.authorization()),
            Map.of(),
            null,
            (claims, request) -> ConnectResult.accept().now(),
            null,
            null);
    Map<TokenRefusal, LongAdder> refusals = new EnumMap<>(TokenRefusal.class);
    for (TokenRefusal kind : TokenRefusal.values()) {
      refusals.put(kind, new LongAdder());
    }
    return new JwtConnect(Objects.requireNonNull(verifier), plan, refusals);
  }

  private JwtConnect with(Plan other) {
    return new JwtConnect(verifier, other, refusals);
  }

  /**
   * The same with tokens from these places. Of several that have one the first counts. The mount
   * exposes headers and cookies that are named here by itself.
   */
  public JwtConnect tokenFrom(TokenSource... sources) {
    if (sources.length == 0) {
      throw new IllegalArgumentException("tokenFrom: expected at least one source, found none");
    }
    return with(
        new Plan(
            List.of(sources),
            plan.assigns,
            plan.socketIdPrefix,
            plan.decision,
            plan.stillAccepted,
            plan.withoutToken));
  }

  /**
   * The same with a claim for channels, see {@link dev.roost.channel.Socket#get}, if it is there.
   */
  public JwtConnect assign(String key, String claim) {
    Map<String, String> more = new LinkedHashMap<>(plan.assigns);
    more.put(Objects.requireNonNull(key), Objects.requireNonNull(claim));
    return with(
        new Plan(
            plan.sources,
            Map.copyOf(more),
            plan.socketIdPrefix,
            plan.decision,
            plan.stillAccepted,
            plan.withoutToken));
  }

  /**
   * The same with the prefix and the token's subject as socket id, to {@linkplain
   * dev.roost.Endpoint#disconnect disconnect} a user by. A token without a subject is refused.
   */
  public JwtConnect socketId(String prefix) {
    return with(
        new Plan(
            plan.sources,
            plan.assigns,
            Objects.requireNonNull(prefix),
            plan.decision,
            plan.stillAccepted,
            plan.withoutToken));
  }

  /**
   * The same with a decision of the application, such as to look for the user of the token. It is
   * asked on the connection's event loop and must not block. To refuse, it fails with a {@link
   * TokenRefusedException}, whose reason is logged, or returns {@link ConnectResult#refuse}. The id
   * and the assigns of the result override {@link #socketId} and {@link #assign}.
   */
  public JwtConnect accept(BiFunction<Claims, ConnectRequest, Future<ConnectResult>> decision) {
    return with(
        new Plan(
            plan.sources,
            plan.assigns,
            plan.socketIdPrefix,
            Objects.requireNonNull(decision),
            plan.stillAccepted,
            plan.withoutToken));
  }

  /**
   * The same with a check for what may have happened while the client connected, such as that the
   * user signed out; see {@link ConnectResult#stillAccepted(BooleanSupplier)}.
   */
  public JwtConnect stillAccepted(Predicate<Claims> check) {
    return with(
        new Plan(
            plan.sources,
            plan.assigns,
            plan.socketIdPrefix,
            plan.decision,
            Objects.requireNonNull(check),
            plan.withoutToken));
  }

  /**
   * The same with a handler for clients without a token, such as guests, who are refused otherwise.
   * It may fail with a {@link TokenRefusedException}, as a {@link #accept decision} may.
   */
  public JwtConnect withoutToken(ConnectHandler handler) {
    return with(
        new Plan(
            plan.sources,
            plan.assigns,
            plan.socketIdPrefix,
            plan.decision,
            plan.stillAccepted,
            Objects.requireNonNull(handler)));
  }

  /** How many clients were refused, by the kind of reason. From any thread. */
  public Map<TokenRefusal, Long> refusals() {
    Map<TokenRefusal, Long> counts = new EnumMap<>(TokenRefusal.class);
    refusals.forEach((kind, count) -> counts.put(kind, count.sum()));
    return counts;
  }

  @Override
  public ConnectNeeds needs() {
    Set<String> headers = new TreeSet<>();
    Set<String> cookies = new TreeSet<>();
    boolean authToken = false;
    for (TokenSource source : plan.sources) {
      headers.addAll(source.needs().headers());
      cookies.addAll(source.needs().cookies());
      authToken |= source.needs().authToken();
    }
    if (plan.withoutToken != null) {
      ConnectNeeds more = plan.withoutToken.needs();
      headers.addAll(more.headers());
      cookies.addAll(more.cookies());
      authToken |= more.authToken();
    }
    return new ConnectNeeds(headers, cookies, authToken);
  }

  @Override
  public Future<ConnectResult> connect(ConnectRequest request) {
    String token = token(request);
    return (token == null ? withoutToken(request) : check(token, request))
        .recover(
            failure -> {
              if (failure instanceof TokenRefusedException refused) {
                return refuse(refused);
              }
              return failure instanceof VerifierUnavailableException unavailable
                  ? refuseUnavailable(unavailable)
                  : Future.failedFuture(failure);
            });
  }

  private Future<ConnectResult> withoutToken(ConnectRequest request) {
    return plan.withoutToken == null
        ? Future.failedFuture(new TokenRefusedException(TokenRefusal.MISSING, "there is no token"))
        : plan.withoutToken.connect(request);
  }

  private Future<ConnectResult> check(String token, ConnectRequest request) {
    return onThisContext(verifier.verify(token))
        .compose(
            values -> {
              Claims claims = new Claims(values);
              return plan.decision
                  .apply(claims, request)
                  .compose(result -> result.isAccepted() ? complete(result, claims) : result.now());
            });
  }

  private @Nullable String token(ConnectRequest request) {
    for (TokenSource source : plan.sources) {
      String token = source.find(request);
      // Long-polling clients send an empty parameter "token" while they have no session.
      if (token != null && !token.isEmpty()) {
        return token;
      }
    }
    return null;
  }

  private Future<ConnectResult> complete(ConnectResult decided, Claims claims) {
    ConnectResult result = decided;
    for (Map.Entry<String, String> assign : plan.assigns.entrySet()) {
      Object value = claims.get(assign.getValue());
      if (value != null && !result.assigns().containsKey(assign.getKey())) {
        result = result.assign(assign.getKey(), value);
      }
    }
    if (plan.socketIdPrefix != null && result.id() == null) {
      String subject = claims.subject();
      if (subject == null || subject.isEmpty()) {
        return Future.failedFuture(
            new TokenRefusedException(TokenRefusal.MALFORMED, "the token has no subject"));
      }
      result = result.id(plan.socketIdPrefix + subject);
    }
    Instant end = claims.expiresAt();
    if (end != null) {
      Instant withLeeway = end.plusSeconds(verifier.leewaySeconds());
      Instant earlier = result.expiresAt();
      if (earlier == null || withLeeway.isBefore(earlier)) {
        result = result.expiresAt(withLeeway);
      }
    }
    return withCheck(result, claims).now();
  }

  private ConnectResult withCheck(ConnectResult result, Claims claims) {
    Predicate<Claims> check = plan.stillAccepted;
    if (check == null) {
      return result;
    }
    BooleanSupplier other = result.stillAccepted();
    return result.stillAccepted(
        () -> check.test(claims) && (other == null || other.getAsBoolean()));
  }

  private Future<ConnectResult> refuse(TokenRefusedException refused) {
    count(refused.kind());
    log.warn("refused a connection: {}", refused.reason());
    return ConnectResult.refuse().now();
  }

  private void count(TokenRefusal kind) {
    Objects.requireNonNull(refusals.get(kind)).increment();
  }

  private Future<ConnectResult> refuseUnavailable(VerifierUnavailableException unavailable) {
    count(TokenRefusal.UNAVAILABLE);
    log.debug("turned a connection away: {}", unavailable.getMessage());
    return ConnectResult.unavailable(unavailable.retryAfterSeconds()).now();
  }

  // A verifier may answer on any thread. The decision is made on the connection's event loop.
  private static <T> Future<T> onThisContext(Future<T> elsewhere) {
    Context current = Vertx.currentContext();
    if (!(current instanceof ContextInternal context)) {
      return elsewhere;
    }
    Promise<T> here = context.promise();
    elsewhere.onComplete(here);
    return here.future();
  }
}
