package dev.roost;

import dev.roost.internal.options.Require;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * How a mount serves WebSockets, with Phoenix's names and defaults where Phoenix has the option. To
 * be filled in before the mount, and not changed afterwards.
 */
public final class WebSocketOptions extends TransportOptions<WebSocketOptions> {
  private long timeoutMillis = 60_000;
  private long closeTimeoutMillis = 5_000;
  private int maxFrameSize = 10_000_000;
  private int maxFragments = 16_384;
  private boolean compress;
  private int compressMinBytes = 1_024;
  private int compressMaxBytes = 1 << 20;
  private boolean takeOver = true;
  private List<String> subprotocols = List.of();
  private BiConsumer<HttpServerRequest, Object> errorHandler =
      (request, reason) -> request.response().setStatusCode(403).end();

  /** Phoenix's defaults. */
  public WebSocketOptions() {
    super("/websocket");
  }

  @Override
  WebSocketOptions self() {
    return this;
  }

  /**
   * The server closes a connection after this time without a received byte; 60 seconds by default,
   * 0 for never. A large message on a slow line keeps its connection while bytes come. Clients send
   * a heartbeat every 30 seconds.
   */
  public WebSocketOptions timeoutMillis(long millis) {
    timeoutMillis = Require.notNegative("timeoutMillis", millis);
    return this;
  }

  /**
   * How long the server waits for the client's close frame before it closes the TCP connection; 5
   * seconds by default. Not for connections that are not {@linkplain #takeOver taken over}, which
   * Vert.x closes.
   */
  public WebSocketOptions closeTimeoutMillis(long millis) {
    closeTimeoutMillis = Require.positive("closeTimeoutMillis", millis);
    return this;
  }

  /**
   * How many bytes a frame, or a message of several frames, may have; 10,000,000 by default. A
   * larger one closes the connection with 1009.
   */
  public WebSocketOptions maxFrameSize(int bytes) {
    maxFrameSize = Require.notNegative("maxFrameSize", bytes);
    return this;
  }

  /**
   * How many frames one message may have; 16,384 by default, so that the largest message may come
   * in fragments of 611 bytes. Each fragment costs time and memory, however few bytes it has. A
   * message of more closes the connection with 1008.
   */
  public WebSocketOptions maxFragments(int frames) {
    maxFragments = Require.positive("maxFragments", frames);
    return this;
  }

  /**
   * Whether to compress messages for clients that offer {@code permessage-deflate} (RFC 7692); off
   * by default. Not for connections that are not {@linkplain #takeOver taken over}.
   *
   * <p>The server always answers {@code server_no_context_takeover; client_no_context_takeover}. So
   * a broadcast is compressed once on each node, whatever the number of its recipients, and an idle
   * connection takes no more memory than without compression. A reply costs its own compression: 12
   * µs for 1 KB, 140 µs for 10 KB. Browsers, OkHttp and others accept this answer. Clients on Netty
   * or Vert.x connect only if they accept it: call {@code setCompressionAllowClientNoContext(true)}
   * and {@code setCompressionRequestServerNoContext(true)}.
   *
   * <p>Messages that contain a secret beside text of another user should not be compressed: their
   * length tells how much the two have in common.
   */
  public WebSocketOptions compress(boolean enabled) {
    compress = enabled;
    return this;
  }

  /**
   * How many bytes a message must have to be compressed; 1,024 by default. A shorter one is one
   * packet anyway.
   */
  public WebSocketOptions compressMinBytes(int bytes) {
    compressMinBytes = Require.notNegative("compressMinBytes", bytes);
    return this;
  }

  /**
   * How many bytes a message may have to be compressed; 1 MiB by default, which keeps an event loop
   * busy for 15 ms. A longer one is sent as it is.
   */
  public WebSocketOptions compressMaxBytes(int bytes) {
    compressMaxBytes = Require.notNegative("compressMaxBytes", bytes);
    return this;
  }

  /** The sub-protocols to agree on, in order of preference; none by default. */
  public WebSocketOptions subprotocols(List<String> names) {
    subprotocols = List.copyOf(names);
    return this;
  }

  /**
   * Answers requests that the connect handler refused {@linkplain
   * dev.roost.channel.ConnectResult#refuse(Object) for a reason}, which is the second argument; an
   * empty 403 by default.
   */
  public WebSocketOptions errorHandler(BiConsumer<HttpServerRequest, Object> handler) {
    errorHandler = Objects.requireNonNull(handler);
    return this;
  }

  /**
   * Whether connections are taken over from Vert.x after the handshake; on by default. Off, all go
   * over Vert.x's public {@code ServerWebSocket}, at eight times the memory.
   */
  public WebSocketOptions takeOver(boolean enabled) {
    takeOver = enabled;
    return this;
  }

  /** See {@link #maxFrameSize(int)}. */
  public int maxFrameSize() {
    return maxFrameSize;
  }

  /** See {@link #maxFragments(int)}. */
  public int maxFragments() {
    return maxFragments;
  }

  /** See {@link #compress(boolean)}. */
  public boolean compress() {
    return compress;
  }

  /** See {@link #compressMinBytes(int)}. */
  public int compressMinBytes() {
    return compressMinBytes;
  }

  /** See {@link #compressMaxBytes(int)}. */
  public int compressMaxBytes() {
    return compressMaxBytes;
  }

  /** See {@link #timeoutMillis(long)}. */
  public long timeoutMillis() {
    return timeoutMillis;
  }

  /** See {@link #closeTimeoutMillis(long)}. */
  public long closeTimeoutMillis() {
    return closeTimeoutMillis;
  }

  /** See {@link #takeOver(boolean)}. */
  public boolean takeOver() {
    return takeOver;
  }

  /** See {@link #subprotocols(List)}. */
  public List<String> subprotocols() {
    return subprotocols;
  }

  /** See {@link #errorHandler(BiConsumer)}. */
  public BiConsumer<HttpServerRequest, Object> errorHandler() {
    return errorHandler;
  }
}
