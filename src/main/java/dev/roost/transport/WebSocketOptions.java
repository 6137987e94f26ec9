package dev.roost.transport;

import dev.roost.channel.ConnectInfo;
import io.vertx.core.http.HttpServerRequest;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How a mount serves WebSockets, with Phoenix's names and defaults where Phoenix has the option. To
 * be filled in before the mount, and not changed afterwards.
 */
public final class WebSocketOptions {
  private String path = "/websocket";
  private long timeoutMillis = 60_000;
  private int maxFrameSize = 10_000_000;
  private int maxOutboundBytes = 1 << 20;
  private boolean compress;
  private boolean authToken;
  private boolean takeOver = true;
  private List<String> subprotocols = List.of();
  private @Nullable OriginCheck originCheck;
  private Set<ConnectInfo.Key> connectInfo = EnumSet.noneOf(ConnectInfo.Key.class);
  private final Map<String, Object> customConnectInfo = new LinkedHashMap<>();
  private BiConsumer<HttpServerRequest, Object> errorHandler =
      (request, reason) -> request.response().setStatusCode(403).end();

  /**
   * Where the transport is, below the mount's path; {@code /websocket} unless told otherwise. May
   * hold variables such as {@code /:room/websocket}, which become connect parameters.
   */
  public WebSocketOptions path(String below) {
    path = Objects.requireNonNull(below);
    return this;
  }

  /**
   * After how long without a sign of the client the connection is closed; 60 seconds unless told
   * otherwise, 0 for never. Clients send a heartbeat every 30 seconds.
   */
  public WebSocketOptions timeoutMillis(long millis) {
    timeoutMillis = requireNotNegative(millis);
    return this;
  }

  /**
   * How many bytes a frame, or a message of several frames, may have; 10,000,000 unless told
   * otherwise. A larger one closes the connection with 1009.
   */
  public WebSocketOptions maxFrameSize(int bytes) {
    maxFrameSize = (int) requireNotNegative(bytes);
    return this;
  }

  /**
   * How many bytes may wait for a client to read them; 1 MiB unless told otherwise. A client for
   * whom more than that are waiting when the next message comes is closed with 1013.
   */
  public WebSocketOptions maxOutboundBytes(int bytes) {
    maxOutboundBytes = (int) requireNotNegative(bytes);
    return this;
  }

  /**
   * Whether to compress messages for clients that offer it; off unless told otherwise. It costs
   * much memory and time for each connection, and forgoes sending all of them the same bytes. Not
   * for connections that are not {@linkplain #takeOver taken over}.
   */
  public WebSocketOptions compress(boolean enabled) {
    compress = enabled;
    return this;
  }

  /** Whether to take phoenix.js's {@code authToken}; off unless told otherwise, as in Phoenix. */
  public WebSocketOptions authToken(boolean enabled) {
    authToken = enabled;
    return this;
  }

  /** The sub-protocols to agree on, the most wanted first; none unless told otherwise. */
  public WebSocketOptions subprotocols(List<String> names) {
    subprotocols = List.copyOf(names);
    return this;
  }

  /** Which origins may connect; the endpoint's choice unless told otherwise. */
  public WebSocketOptions checkOrigin(OriginCheck check) {
    originCheck = check;
    return this;
  }

  /** What the connect handler is told of the request; nothing unless told otherwise. */
  public WebSocketOptions connectInfo(ConnectInfo.Key... keys) {
    connectInfo = keys.length == 0 ? Set.of() : EnumSet.copyOf(List.of(keys));
    return this;
  }

  /** A value of the mount's own that the connect handler is told. */
  public WebSocketOptions connectInfo(String key, Object value) {
    customConnectInfo.put(key, value);
    return this;
  }

  /**
   * Answers requests that the connect handler refused {@linkplain
   * dev.roost.channel.ConnectResult#refuse(Object) for a reason}, which is the second argument; an
   * empty 403 unless told otherwise.
   */
  public WebSocketOptions errorHandler(BiConsumer<HttpServerRequest, Object> handler) {
    errorHandler = Objects.requireNonNull(handler);
    return this;
  }

  /**
   * Whether connections are taken over from Vert.x after the handshake; on unless told otherwise.
   * Off, all go over Vert.x's public {@code ServerWebSocket}, at eight times the memory, and frames
   * that are too large end the connection without a close code.
   */
  public WebSocketOptions takeOver(boolean enabled) {
    takeOver = enabled;
    return this;
  }

  /** See {@link #path(String)}. */
  public String path() {
    return path;
  }

  /** See {@link #maxFrameSize(int)}. */
  public int maxFrameSize() {
    return maxFrameSize;
  }

  boolean compress() {
    return compress;
  }

  long timeoutMillis() {
    return timeoutMillis;
  }

  int maxOutboundBytes() {
    return maxOutboundBytes;
  }

  boolean authToken() {
    return authToken;
  }

  boolean takeOver() {
    return takeOver;
  }

  List<String> subprotocols() {
    return subprotocols;
  }

  OriginCheck originCheck(OriginCheck endpoints) {
    return originCheck != null ? originCheck : endpoints;
  }

  ConnectInfoReader connectInfoReader() {
    return new ConnectInfoReader(Set.copyOf(connectInfo), Map.copyOf(customConnectInfo));
  }

  BiConsumer<HttpServerRequest, Object> errorHandler() {
    return errorHandler;
  }

  private static long requireNotNegative(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("not a limit: " + value);
    }
    return value;
  }
}
