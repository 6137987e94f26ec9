package dev.roost.channel;

import io.vertx.ext.web.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the opening request that a mount exposes. Mirrors Phoenix's {@code connect_info}. A
 * part that was not asked for is null or empty: most by {@link Key}, headers and cookies by their
 * names. Header names are in lower case.
 *
 * <p>{@link #toString} shows names of headers and cookies, but no value and no token, so that it
 * may be logged.
 *
 * @param peerData the client's address
 * @param traceContextHeaders {@code traceparent} and {@code tracestate}
 * @param xHeaders the headers whose names begin with {@code x-}
 * @param uri the URI of the request, with scheme, host and port
 * @param userAgent the header of that name
 * @param secWebSocketHeaders the headers whose names begin with {@code sec-websocket-}
 * @param headers the headers that were asked for by name
 * @param cookies the cookies that were asked for by name. A browser sends them with requests of
 *     other sites, too: rely on them only where origins are checked, as they are by default
 * @param session the client's session, see {@link Key#SESSION}
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
    List<Header> headers,
    Map<String, String> cookies,
    @Nullable Session session,
    @Nullable String authToken,
    Map<String, Object> custom) {

  /** Nothing at all. For tests, add what they need by the {@code with} methods. */
  public static final ConnectInfo NONE =
      new ConnectInfo(
          null, List.of(), List.of(), null, null, List.of(), List.of(), Map.of(), null, null,
          Map.of());

  /** Copies the lists and maps. */
  public ConnectInfo {
    traceContextHeaders = List.copyOf(traceContextHeaders);
    xHeaders = List.copyOf(xHeaders);
    secWebSocketHeaders = List.copyOf(secWebSocketHeaders);
    headers = List.copyOf(headers);
    cookies = Map.copyOf(cookies);
    custom = Map.copyOf(custom);
  }

  /** The trace that the request is part of, or null if the headers tell of none. */
  public @Nullable TraceContext traceContext() {
    return TraceContext.of(traceContextHeaders);
  }

  /**
   * The first value of one of the {@link #headers}, or null.
   *
   * @param name in any case
   */
  public @Nullable String header(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (Header header : headers) {
      if (header.name.equals(lower)) {
        return header.value;
      }
    }
    return null;
  }

  /** The value of one of the {@link #cookies}, or null. */
  public @Nullable String cookie(String name) {
    return cookies.get(name);
  }

  /** The same with this client's address. */
  public ConnectInfo withPeerData(PeerData data) {
    return new ConnectInfo(
        data,
        traceContextHeaders,
        xHeaders,
        uri,
        userAgent,
        secWebSocketHeaders,
        headers,
        cookies,
        session,
        authToken,
        custom);
  }

  /** The same with this {@code user-agent}. */
  public ConnectInfo withUserAgent(String agent) {
    return new ConnectInfo(
        peerData,
        traceContextHeaders,
        xHeaders,
        uri,
        agent,
        secWebSocketHeaders,
        headers,
        cookies,
        session,
        authToken,
        custom);
  }

  /** The same with one more of the {@link #headers}. */
  public ConnectInfo withHeader(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name.toLowerCase(Locale.ROOT), value));
    return new ConnectInfo(
        peerData,
        traceContextHeaders,
        xHeaders,
        uri,
        userAgent,
        secWebSocketHeaders,
        more,
        cookies,
        session,
        authToken,
        custom);
  }

  /** The same with one more of the {@link #cookies}. */
  public ConnectInfo withCookie(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(cookies);
    more.put(name, value);
    return new ConnectInfo(
        peerData,
        traceContextHeaders,
        xHeaders,
        uri,
        userAgent,
        secWebSocketHeaders,
        headers,
        more,
        session,
        authToken,
        custom);
  }

  /** The same with this session. */
  public ConnectInfo withSession(Session theSession) {
    return new ConnectInfo(
        peerData,
        traceContextHeaders,
        xHeaders,
        uri,
        userAgent,
        secWebSocketHeaders,
        headers,
        cookies,
        theSession,
        authToken,
        custom);
  }

  /** The same with this auth token. */
  public ConnectInfo withAuthToken(String token) {
    return new ConnectInfo(
        peerData,
        traceContextHeaders,
        xHeaders,
        uri,
        userAgent,
        secWebSocketHeaders,
        headers,
        cookies,
        session,
        token,
        custom);
  }

  /** Without values that may be secret. */
  @Override
  public String toString() {
    return "ConnectInfo[peerData="
        + peerData
        + ", userAgent="
        + userAgent
        + ", headers="
        + names(headers)
        + ", xHeaders="
        + names(xHeaders)
        + ", cookies="
        + cookies.keySet()
        + ", session="
        + (session != null)
        + ", authToken="
        + (authToken != null)
        + "]";
  }

  private static List<String> names(List<Header> headers) {
    return headers.stream().map(Header::name).toList();
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
    SEC_WEBSOCKET_HEADERS,
    /**
     * {@link ConnectInfo#session}: that of vertx-web's {@code SessionHandler}, which must be in
     * front of the socket on the router. It is null if the request does not pass the mount's {@link
     * CsrfCheck}.
     *
     * <p>Read the session in the connect handler, and assign what channels need of it. Do not keep
     * it: it belongs to the request. Values that you add during a WebSocket's handshake are not
     * stored, as vertx-web stores a session only with a response. An open connection neither renews
     * the session nor ends with it. To close connections when a user signs out, give them {@link
     * ConnectResult#disconnectOn} with a topic that names the session, and broadcast {@code
     * disconnect} there.
     */
    SESSION
  }

  /**
   * One header of the request.
   *
   * @param name in lower case
   * @param value may be secret
   */
  public record Header(String name, String value) {
    /** Without the value. */
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * The address of the client.
   *
   * @param address its IP address
   * @param port its port
   * @param secure whether the connection is encrypted
   */
  public record PeerData(String address, int port, boolean secure) {}
}
