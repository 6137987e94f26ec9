package dev.roost;

import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectNeeds;
import dev.roost.channel.CsrfCheck;
import dev.roost.internal.options.Require;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options that all transports of a mount have, with Phoenix's names and defaults. Set them
 * before the mount; do not change them afterwards.
 *
 * @param <T> the options of the transport
 */
public abstract sealed class TransportOptions<T extends TransportOptions<T>>
    permits WebSocketOptions, LongPollOptions {
  private String path;
  private boolean authToken;
  private int maxOutboundBytes = 1 << 20;
  private int outboundHardLimitBytes = 16 << 20;
  private long outboundStallMillis = 10_000;
  private @Nullable OriginCheck originCheck;
  private Set<ConnectInfo.Key> connectInfo = EnumSet.noneOf(ConnectInfo.Key.class);
  private final Set<String> connectHeaders = new LinkedHashSet<>();
  private final Set<String> connectCookies = new LinkedHashSet<>();
  private CsrfCheck csrfCheck = CsrfCheck.sessionValue(CsrfCheck.PARAM);
  private final Map<String, Object> customConnectInfo = new LinkedHashMap<>();

  TransportOptions(String defaultPath) {
    path = defaultPath;
  }

  abstract T self();

  /**
   * Sets the transport's path below the mount's path. Default: {@code /websocket} or {@code
   * /longpoll}. It may hold variables, as in {@code /:room/websocket}, which become connect
   * parameters.
   */
  public T path(String below) {
    path = Objects.requireNonNull(below);
    return self();
  }

  /** Whether to take phoenix.js's {@code authToken}; off by default, as in Phoenix. */
  public T authToken(boolean enabled) {
    authToken = enabled;
    return self();
  }

  /** Which origins may connect; the endpoint's choice by default. */
  public T checkOrigin(OriginCheck check) {
    originCheck = check;
    return self();
  }

  /** Sets which facts of the request the connect handler gets. Default: none. */
  public T connectInfo(ConnectInfo.Key... keys) {
    connectInfo = keys.length == 0 ? Set.of() : EnumSet.copyOf(List.of(keys));
    return self();
  }

  /**
   * Adds headers that the connect handler can read, such as {@code authorization}. None by default.
   * Phoenix has those of {@link ConnectInfo.Key#X_HEADERS} only.
   *
   * @param names in any case
   */
  public T connectHeaders(String... names) {
    for (String name : names) {
      connectHeaders.add(name.toLowerCase(Locale.ROOT));
    }
    return self();
  }

  /**
   * Adds cookies that the connect handler can read. None by default. A browser sends cookies with
   * requests of other sites, too: check origins.
   */
  public T connectCookies(String... names) {
    connectCookies.addAll(List.of(names));
    return self();
  }

  /**
   * Which requests the connect handler gets the {@linkplain ConnectInfo.Key#SESSION session} of,
   * Phoenix's {@code check_csrf} and {@code csrf_token_key}. Those with the right parameter {@code
   * _csrf_token} by default.
   */
  public T checkCsrf(CsrfCheck check) {
    csrfCheck = Objects.requireNonNull(check);
    return self();
  }

  /** Exposes what a connect handler needs, in addition. */
  public T expose(ConnectNeeds needs) {
    connectHeaders(needs.headers().toArray(String[]::new));
    connectCookies.addAll(needs.cookies());
    authToken |= needs.authToken();
    return self();
  }

  /** Adds a value of the mount that the connect handler can read. */
  public T connectInfo(String key, Object value) {
    customConnectInfo.put(key, value);
    return self();
  }

  /**
   * The soft limit of what may wait for a client to read it, not counting the message that is being
   * written; 1 MiB by default. A client beyond it has time for as long as it makes progress, see
   * {@link #outboundStallMillis}.
   */
  public T maxOutboundBytes(int bytes) {
    maxOutboundBytes = Require.notNegative("maxOutboundBytes", bytes);
    return self();
  }

  /**
   * The hard limit of what may wait for a client to read it, not counting the message that is being
   * written; 16 MiB by default, and at least the soft limit. The connection of a client that is
   * beyond it when the next message comes is closed with 1013.
   */
  public T outboundHardLimitBytes(int bytes) {
    outboundHardLimitBytes = Require.notNegative("outboundHardLimitBytes", bytes);
    return self();
  }

  /**
   * For how long no byte may leave for a client beyond the soft limit; 10 seconds by default. After
   * that the client counts as one that does not read, and its connection is closed with 1013.
   */
  public T outboundStallMillis(long millis) {
    outboundStallMillis = Require.positive("outboundStallMillis", millis);
    return self();
  }

  /** See {@link #path(String)}. */
  public String path() {
    return path;
  }

  /** See {@link #maxOutboundBytes(int)}. */
  public int maxOutboundBytes() {
    return maxOutboundBytes;
  }

  /** See {@link #outboundHardLimitBytes(int)}. */
  public int outboundHardLimitBytes() {
    return outboundHardLimitBytes;
  }

  /** See {@link #outboundStallMillis(long)}. */
  public long outboundStallMillis() {
    return outboundStallMillis;
  }

  /** See {@link #authToken(boolean)}. */
  public boolean authToken() {
    return authToken;
  }

  /** See {@link #checkOrigin(OriginCheck)}; null for the endpoint's choice. */
  public @Nullable OriginCheck checkOrigin() {
    return originCheck;
  }

  /** See {@link #connectInfo(ConnectInfo.Key...)}. */
  public Set<ConnectInfo.Key> connectInfo() {
    return Set.copyOf(connectInfo);
  }

  /** See {@link #connectInfo(String, Object)}. */
  public Map<String, Object> customConnectInfo() {
    return Map.copyOf(customConnectInfo);
  }

  /** See {@link #connectHeaders(String...)}; in lower case. */
  public Set<String> connectHeaders() {
    return Set.copyOf(connectHeaders);
  }

  /** See {@link #connectCookies(String...)}. */
  public Set<String> connectCookies() {
    return Set.copyOf(connectCookies);
  }

  /** See {@link #checkCsrf(CsrfCheck)}. */
  public CsrfCheck checkCsrf() {
    return csrfCheck;
  }
}
