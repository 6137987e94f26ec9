package dev.roost.internal.transport;

import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectInfo.PeerData;
import dev.roost.proxy.ClientRequest;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes from a request what a mount wants to know of it. */
record ConnectInfoReader(Set<ConnectInfo.Key> keys, Map<String, Object> custom) {
  private static final Set<String> TRACE_CONTEXT = Set.of("traceparent", "tracestate");

  ConnectInfo read(HttpServerRequest request, ClientRequest client, @Nullable String authToken) {
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
        authToken,
        custom);
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
    if (!keys.contains(key)) {
      return List.of();
    }
    return request.headers().entries().stream()
        .map(
            entry ->
                new ConnectInfo.Header(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()))
        .filter(header -> wanted.test(header.name()))
        .toList();
  }
}
