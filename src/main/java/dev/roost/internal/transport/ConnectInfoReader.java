package dev.roost.internal.transport;

import dev.roost.TransportOptions;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectInfo.PeerData;
import dev.roost.channel.CsrfCheck;
import dev.roost.channel.Params;
import dev.roost.internal.rate.LogLimit;
import dev.roost.proxy.ClientRequest;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes from a request what a mount wants to know of it.
 *
 * @param path of the mount, for logs
 * @param headers names in lower case
 */
record ConnectInfoReader(
    String path,
    Set<ConnectInfo.Key> keys,
    Set<String> headers,
    Set<String> cookies,
    CsrfCheck csrfCheck,
    Map<String, Object> custom,
    LogLimit warnings) {
  private static final Logger log = LoggerFactory.getLogger(ConnectInfoReader.class);

  /** Takes what these options of a mount ask for. */
  static ConnectInfoReader of(String path, TransportOptions<?> options) {
    return new ConnectInfoReader(
        path,
        options.connectInfo(),
        options.connectHeaders(),
        options.connectCookies(),
        options.checkCsrf(),
        options.customConnectInfo(),
        new LogLimit());
  }

  private static final Set<String> TRACE_CONTEXT = Set.of("traceparent", "tracestate");

  ConnectInfo read(
      RoutingContext context, ClientRequest client, Params params, @Nullable String authToken) {
    HttpServerRequest request = context.request();
    return new ConnectInfo(
        keys.contains(ConnectInfo.Key.PEER_DATA) ? peerData(request, client) : null,
        headers(request, ConnectInfo.Key.TRACE_CONTEXT_HEADERS, TRACE_CONTEXT::contains),
        headers(request, ConnectInfo.Key.X_HEADERS, name -> name.startsWith("x-")),
        keys.contains(ConnectInfo.Key.URI) ? client.uri(request) : null,
        keys.contains(ConnectInfo.Key.USER_AGENT) ? request.getHeader("user-agent") : null,
        headers(
            request,
            ConnectInfo.Key.SEC_WEBSOCKET_HEADERS,
            name -> name.startsWith("sec-websocket-")),
        headers.isEmpty() ? List.of() : headers(request, headers::contains),
        cookies.isEmpty() ? Map.of() : cookies(request),
        keys.contains(ConnectInfo.Key.SESSION) ? session(context, params) : null,
        authToken,
        custom);
  }

  private @Nullable Session session(RoutingContext context, Params params) {
    @Nullable Session session = context.session();
    if (session == null) {
      if (warnings.permits()) {
        log.warn("no session: there is no SessionHandler in front of the socket socket={}", path);
      }
      return null;
    }
    if (csrfCheck.allows(session, params.get(CsrfCheck.PARAM))) {
      return session;
    }
    // An empty one is as good as none.
    if (!session.isEmpty() && warnings.permits()) {
      log.warn(
          "hid the session from the connect handler: the parameter {} does not fit it socket={}",
          CsrfCheck.PARAM,
          path);
    }
    return null;
  }

  private Map<String, String> cookies(HttpServerRequest request) {
    Map<String, String> found = new HashMap<>();
    for (String name : cookies) {
      @Nullable Cookie cookie = request.getCookie(name);
      if (cookie != null) {
        found.put(name, cookie.getValue());
      }
    }
    return found;
  }

  private static PeerData peerData(HttpServerRequest request, ClientRequest client) {
    String address = client.address();
    return new PeerData(
        address == null ? String.valueOf(request.remoteAddress()) : address,
        client.port(),
        client.isSecure());
  }

  private List<ConnectInfo.Header> headers(
      HttpServerRequest request, ConnectInfo.Key key, Predicate<String> wanted) {
    return keys.contains(key) ? headers(request, wanted) : List.of();
  }

  private static List<ConnectInfo.Header> headers(
      HttpServerRequest request, Predicate<String> wanted) {
    return request.headers().entries().stream()
        .map(
            entry ->
                new ConnectInfo.Header(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()))
        .filter(header -> wanted.test(header.name()))
        .toList();
  }
}
