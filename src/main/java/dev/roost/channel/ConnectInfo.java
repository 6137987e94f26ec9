package dev.roost.channel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a mount exposes of the request that opened a connection, Phoenix's {@code connect_info}. A
 * part that was not asked for by {@link Key} is null or empty. Header names are in lower case.
 *
 * @param peerData the client's address
 * @param traceContextHeaders {@code traceparent} and {@code tracestate}
 * @param xHeaders the headers whose names begin with {@code x-}
 * @param uri the URI of the request, with scheme, host and port
 * @param userAgent the header of that name
 * @param secWebSocketHeaders the headers whose names begin with {@code sec-websocket-}
 * @param authToken the token that phoenix.js sent by its {@code authToken} option
 * @param custom the mount's own values
 */
public record ConnectInfo(
    @Nullable PeerData peerData,
    List<Header> traceContextHeaders,
    List<Header> xHeaders,
    @Nullable String uri,
    @Nullable String userAgent,
    List<Header> secWebSocketHeaders,
    @Nullable String authToken,
    Map<String, Object> custom) {

  /** Nothing at all. */
  public static final ConnectInfo NONE =
      new ConnectInfo(null, List.of(), List.of(), null, null, List.of(), null, Map.of());

  /** The trace that the request is part of, or null if the headers tell of none. */
  public @Nullable TraceContext traceContext() {
    return TraceContext.of(traceContextHeaders);
  }

  /**
   * The parts that a mount can expose. The auth token needs none, only the mount's option for it.
   */
  public enum Key {
    /** {@link ConnectInfo#peerData}. */
    PEER_DATA,
    /** {@link ConnectInfo#traceContextHeaders}. */
    TRACE_CONTEXT_HEADERS,
    /** {@link ConnectInfo#xHeaders}. */
    X_HEADERS,
    /** {@link ConnectInfo#uri}. */
    URI,
    /** {@link ConnectInfo#userAgent}. */
    USER_AGENT,
    /** {@link ConnectInfo#secWebSocketHeaders}. */
    SEC_WEBSOCKET_HEADERS
  }

  /** One header of the request. */
  public record Header(String name, String value) {}

  /**
   * Where the client connects from.
   *
   * @param address its IP address
   * @param port its port
   * @param secure whether the connection is encrypted
   */
  public record PeerData(String address, int port, boolean secure) {}
}
