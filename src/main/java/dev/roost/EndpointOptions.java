package dev.roost;

import dev.roost.channel.ErrorHandler;
import dev.roost.internal.options.Require;
import dev.roost.proxy.BasePath;
import dev.roost.proxy.TrustedProxies;
import dev.roost.pubsub.HistoryBounds;
import dev.roost.serializer.JacksonCodec;
import dev.roost.serializer.JsonCodec;
import dev.roost.serializer.PayloadValidator;
import dev.roost.validation.JakartaValidation;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.tracing.TracingPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Options of all sockets of an endpoint. Set them before you create the endpoint. */
public final class EndpointOptions {
  private static final int MIN_SECRET_BYTES = 32;

  /** A quarter of the memory that the JVM has for direct buffers. */
  private static final long DEFAULT_BUDGET_BYTES =
      Math.max(1, PlatformDependent.maxDirectMemory() / 4);

  private @Nullable String secretKeyBase;
  private OriginCheck originCheck = OriginCheck.sameHost();
  private TrustedProxies proxies = TrustedProxies.none();
  private BasePath basePath = BasePath.ROOT;
  private ParameterFilter filter = ParameterFilter.DEFAULT;
  private SocketListener listener = SocketListener.NONE;
  private int maxConnections;
  private int maxAnonymousConnections;
  private int maxConnectionsPerAddress;
  private HttpLimits httpLimits = new HttpLimits();
  private boolean clearTextHttp2;
  private HistoryBounds histories = HistoryBounds.DEFAULT;
  private JsonCodec codec = JacksonCodec.standard();
  private @Nullable PayloadValidator validator;
  private ErrorHandler errors = ErrorHandler.NONE;
  private boolean logStackTraces = true;
  private int blockingThreads = 64;
  private long outboundBudgetBytes = DEFAULT_BUDGET_BYTES;
  private long assemblyBudgetBytes = DEFAULT_BUDGET_BYTES;
  private TracingPolicy tracing = TracingPolicy.ALWAYS;
  private boolean logContext;
  private int eventLoops = Runtime.getRuntime().availableProcessors();

  /**
   * Which origins may connect, unless a mount says otherwise. By default those whose host is the
   * one that the request asks for, see {@link OriginCheck#sameHost}. Behind a proxy that changes
   * the {@code Host}, set {@link #trustedProxies}, or give the host by {@link OriginCheck#host}.
   */
  public EndpointOptions checkOrigin(OriginCheck check) {
    originCheck = Objects.requireNonNull(check);
    return this;
  }

  /**
   * The reverse proxies whose forwarded headers are believed; none by default. Their forwarded
   * values apply to the origin check, {@code connectInfo}, {@link Endpoint#sockets} and {@link
   * Endpoint#client}.
   */
  public EndpointOptions trustedProxies(TrustedProxies trusted) {
    proxies = Objects.requireNonNull(trusted);
    return this;
  }

  /** On how many event loops {@link Endpoint#listen} serves; one for each processor by default. */
  public EndpointOptions eventLoops(int number) {
    eventLoops = Require.positive("eventLoops", number);
    return this;
  }

  /**
   * The secret that tokens of long-poll sessions are signed by, Phoenix's {@code secret_key_base}:
   * something random of at least 32 bytes. Without it each endpoint makes its own, and its sessions
   * end with it. Endpoints that joined others and serve long-polling need it, all of them the same,
   * and so do {@linkplain Endpoint#tokens tokens} of the application.
   */
  public EndpointOptions secretKeyBase(String secret) {
    if (secret.getBytes(StandardCharsets.UTF_8).length < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "secretKeyBase: expected at least "
              + MIN_SECRET_BYTES
              + " bytes, found "
              + secret.getBytes(StandardCharsets.UTF_8).length);
    }
    secretKeyBase = secret;
    return this;
  }

  /**
   * How many connections there may be at a time; any number by default. A connection counts from
   * when the server accepts it, whatever it is used for, and a long-poll session counts as one
   * more. Beyond, sockets get status 503 and try again, and the server closes HTTP connections that
   * are idle. Plain HTTP gets in up to a sixteenth beyond, at least 16 connections, so that health
   * checks do; then the server closes what it accepts.
   */
  public EndpointOptions maxConnections(int number) {
    maxConnections = Require.positive("maxConnections", number);
    return this;
  }

  /**
   * How many sockets there may be at a time, long-poll sessions included, of clients that the
   * connect handler calls {@linkplain dev.roost.channel.ConnectResult#anonymous() anonymous}; half
   * of {@link #maxConnections} by default. Beyond, they get status 503, and the others still
   * connect.
   */
  public EndpointOptions maxAnonymousConnections(int number) {
    maxAnonymousConnections = Require.positive("maxAnonymousConnections", number);
    return this;
  }

  /**
   * How many connections one IP address may have at a time, or the /64 network of an IPv6 address;
   * any number by default. The server closes further ones when it accepts them; on servers of your
   * own it needs {@link Endpoint#connectionHandler} for that. {@linkplain #trustedProxies Trusted
   * proxies} may have any number. Behind them, the bound holds for the WebSockets of each client
   * address: a handshake beyond it gets status 503.
   */
  public EndpointOptions maxConnectionsPerAddress(int number) {
    maxConnectionsPerAddress = Require.positive("maxConnectionsPerAddress", number);
    return this;
  }

  /**
   * How long HTTP clients may take, and how large headers may be. For servers of {@link
   * Endpoint#listen}, and those with {@link Endpoint#connectionHandler}.
   */
  public EndpointOptions httpLimits(HttpLimits limits) {
    httpLimits = Objects.requireNonNull(limits);
    return this;
  }

  /**
   * Whether servers of {@link Endpoint#serverOptions} speak HTTP/2 without TLS, by prior knowledge
   * or by upgrade; off by default. Browsers do not use it. HTTP/2 with TLS is a matter of Vert.x's
   * {@code useAlpn}.
   */
  public EndpointOptions clearTextHttp2(boolean enabled) {
    clearTextHttp2 = enabled;
    return this;
  }

  /**
   * Sets which parts of parameters and payloads the server may log. Default: everything but
   * passwords and tokens.
   */
  public EndpointOptions filterParameters(ParameterFilter what) {
    filter = Objects.requireNonNull(what);
    return this;
  }

  /**
   * Adds a listener, which receives the events of all sockets with their durations. You may add
   * several; they are called in this order.
   */
  public EndpointOptions listener(SocketListener added) {
    listener = listener.and(Objects.requireNonNull(added));
    return this;
  }

  /** The limits of the histories of all topics together; 10,000 topics and 64 MiB by default. */
  public EndpointOptions histories(HistoryBounds bounds) {
    histories = Objects.requireNonNull(bounds);
    return this;
  }

  /**
   * The most memory for messages that wait for all clients of the endpoint together; a quarter of
   * the JVM's memory for direct buffers by default. Beyond, the slowest connections are ended
   * without a close frame.
   */
  public EndpointOptions outboundBudgetBytes(long bytes) {
    outboundBudgetBytes = Require.positive("outboundBudgetBytes", bytes);
    return this;
  }

  /**
   * How many bytes the endpoint keeps of messages that have not arrived whole: partial frames,
   * fragments, and long-poll request bodies, of all clients together. Default: a quarter of the
   * direct memory ({@code -XX:MaxDirectMemorySize}). When they are used up, the endpoint ends the
   * newest of the large ones: a WebSocket with close code 1013, a request with HTTP 503. Keep it
   * larger than the largest message.
   */
  public EndpointOptions assemblyBudgetBytes(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("expected a positive number of bytes, found " + bytes);
    }
    assemblyBudgetBytes = bytes;
    return this;
  }

  /**
   * How payloads become JSON and back: replies, pushes, broadcasts and presence metas, and what
   * channels decode. {@link JacksonCodec#standard()} by default.
   */
  public EndpointOptions codec(JsonCodec endpointCodec) {
    codec = Objects.requireNonNull(endpointCodec);
    return this;
  }

  /**
   * Checks what channels decode of joins and messages. A payload that is refused is answered as one
   * that does not fit its type: {@code {"reason": "invalid payload", "errors": {"text": "must not
   * be blank"}}}.
   *
   * @param payloadValidator {@link JakartaValidation#onClassPath} by default, which validates if a
   *     provider of Jakarta Validation is on the class path; {@link JakartaValidation#of} for a
   *     validator of yours, {@link PayloadValidator#NONE} for none
   */
  public EndpointOptions validator(PayloadValidator payloadValidator) {
    validator = Objects.requireNonNull(payloadValidator);
    return this;
  }

  /** Turns exceptions of all channels into replies; see {@link ErrorHandler}. */
  public EndpointOptions onError(ErrorHandler handler) {
    errors = Objects.requireNonNull(handler);
    return this;
  }

  /**
   * Whether crashes of channels and handlers are logged with their stack traces; on by default.
   * Off, each is one line at ERROR, and the stack trace follows at DEBUG.
   */
  public EndpointOptions logStackTraces(boolean enabled) {
    logStackTraces = enabled;
    return this;
  }

  /**
   * On how many threads the callbacks of {@linkplain dev.roost.channel.BlockingChannel blocking
   * channels} run before JDK 21; 64 by default. Further callbacks wait. From JDK 21 on each has a
   * virtual thread.
   */
  public EndpointOptions blockingThreads(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("expected at least one thread, not " + number);
    }
    blockingThreads = number;
    return this;
  }

  /**
   * The path under which a reverse proxy shows the server to clients, Phoenix's {@code url: [path:
   * …]}; the root by default. {@link Endpoint#listen} then serves everything with this prefix and
   * without, so the proxy may strip the prefix or pass it on.
   *
   * @param path such as {@code /roost}
   * @throws IllegalArgumentException if it is no path
   */
  public EndpointOptions basePath(String path) {
    basePath = BasePath.of(path);
    return this;
  }

  /**
   * Which joins and messages have a span, if the {@code Vertx} has a tracer; all of them by
   * default. {@link TracingPolicy#PROPAGATE} leaves out those of connections without a trace,
   * {@link TracingPolicy#IGNORE} all.
   *
   * <p>A span is named by the topic's pattern and the event, such as {@code room:* new_msg}, and
   * {@code room:* phx_join}. It ends when {@code handleIn} returns, or the join is answered. Its
   * parent is the trace in which the connection began, if the mount asked for {@code
   * ConnectInfo.Key.TRACE_CONTEXT_HEADERS}.
   */
  public EndpointOptions tracing(TracingPolicy policy) {
    tracing = Objects.requireNonNull(policy);
    return this;
  }

  /**
   * Whether the topic and the socket's id are in SLF4J's MDC during each callback of a channel, as
   * {@code roost.topic} and {@code roost.socket_id}; off by default. Code that runs after the
   * callback has returned, such as a future's handler, logs without them.
   */
  public EndpointOptions logContext(boolean enabled) {
    logContext = enabled;
    return this;
  }

  // -- What was chosen

  /** See {@link #checkOrigin(OriginCheck)}. */
  public OriginCheck checkOrigin() {
    return originCheck;
  }

  /** See {@link #trustedProxies(TrustedProxies)}. */
  public TrustedProxies trustedProxies() {
    return proxies;
  }

  /** See {@link #eventLoops(int)}. */
  public int eventLoops() {
    return eventLoops;
  }

  /** See {@link #secretKeyBase(String)}; null for none. */
  public @Nullable String secretKeyBase() {
    return secretKeyBase;
  }

  /** See {@link #maxConnections(int)}; 0 for any number. */
  public int maxConnections() {
    return maxConnections;
  }

  /** See {@link #maxAnonymousConnections(int)}; 0 for half of all. */
  public int maxAnonymousConnections() {
    return maxAnonymousConnections;
  }

  /** See {@link #maxConnectionsPerAddress(int)}; 0 for any number. */
  public int maxConnectionsPerAddress() {
    return maxConnectionsPerAddress;
  }

  /** See {@link #httpLimits(HttpLimits)}. */
  public HttpLimits httpLimits() {
    return httpLimits;
  }

  /** See {@link #clearTextHttp2(boolean)}. */
  public boolean clearTextHttp2() {
    return clearTextHttp2;
  }

  /** See {@link #filterParameters(ParameterFilter)}. */
  public ParameterFilter filterParameters() {
    return filter;
  }

  /** See {@link #listener(SocketListener)}; all that were added, as one. */
  public SocketListener listener() {
    return listener;
  }

  /** See {@link #histories(HistoryBounds)}. */
  public HistoryBounds histories() {
    return histories;
  }

  /** See {@link #outboundBudgetBytes(long)}. */
  public long outboundBudgetBytes() {
    return outboundBudgetBytes;
  }

  /** See {@link #assemblyBudgetBytes(long)}. */
  public long assemblyBudgetBytes() {
    return assemblyBudgetBytes;
  }

  /** See {@link #codec(JsonCodec)}. */
  public JsonCodec codec() {
    return codec;
  }

  /** See {@link #validator(PayloadValidator)}. */
  public PayloadValidator validator() {
    return validator != null ? validator : JakartaValidation.onClassPath();
  }

  /** See {@link #onError(ErrorHandler)}. */
  public ErrorHandler onError() {
    return errors;
  }

  /** See {@link #logStackTraces(boolean)}. */
  public boolean logStackTraces() {
    return logStackTraces;
  }

  /** See {@link #blockingThreads(int)}. */
  public int blockingThreads() {
    return blockingThreads;
  }

  /** See {@link #basePath(String)}. */
  public BasePath basePath() {
    return basePath;
  }

  /** See {@link #tracing(TracingPolicy)}. */
  public TracingPolicy tracing() {
    return tracing;
  }

  /** See {@link #logContext(boolean)}. */
  public boolean logContext() {
    return logContext;
  }
}
