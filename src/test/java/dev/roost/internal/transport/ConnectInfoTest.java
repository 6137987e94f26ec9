package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.RunningEndpoint;
import dev.roost.WebSocketOptions;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectInfo.Header;
import dev.roost.channel.ConnectResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The request's data that the connect handler receives. */
@Timeout(60)
class ConnectInfoTest {
  private static ConnectInfo ask(Consumer<WebSocketOptions> options) throws Exception {
    List<ConnectInfo> infos = new CopyOnWriteArrayList<>();
    try (RunningEndpoint server =
            RunningEndpoint.start(
                socket ->
                    socket
                        .connect(
                            request -> {
                              infos.add(request.info());
                              return ConnectResult.accept().now();
                            })
                        .webSocket(options));
        RawWebSocket client =
            server.open(
                "User-Agent: test/1.0",
                "Traceparent: 00-1-2-01",
                "tracestate: a=b",
                "X-Forwarded-For: 10.0.0.1",
                "x-forwarded-for: 10.0.0.2",
                "X-Other: é",
                "Cookie: secret")) {
      assertThat(client).isNotNull();
    }
    assertThat(infos).hasSize(1);
    return infos.get(0);
  }

  @Test
  void infoIsEmptyByDefault() throws Exception {
    assertThat(ask(options -> {})).isEqualTo(ConnectInfo.NONE);
    assertThat(ask(WebSocketOptions::connectInfo)).isEqualTo(ConnectInfo.NONE);
  }

  @Test
  void infoContainsAllRequestedKeys() throws Exception {
    ConnectInfo info =
        ask(options -> options.connectInfo(ConnectInfo.Key.values()).connectInfo("tenant", 7));
    assertThat(info.peerData().address()).isEqualTo("127.0.0.1");
    assertThat(info.peerData().port()).isPositive();
    assertThat(info.peerData().secure()).isFalse();
    assertThat(info.traceContextHeaders())
        .containsExactly(new Header("traceparent", "00-1-2-01"), new Header("tracestate", "a=b"));
    assertThat(info.xHeaders())
        .extracting(Header::name)
        .containsExactlyInAnyOrder("x-forwarded-for", "x-forwarded-for", "x-other");
    assertThat(info.xHeaders()).extracting(Header::value).contains("10.0.0.1", "10.0.0.2");
    assertThat(info.uri()).startsWith("http://localhost:").endsWith("/socket/websocket?vsn=2.0.0");
    assertThat(info.userAgent()).isEqualTo("test/1.0");
    assertThat(info.secWebSocketHeaders())
        .contains(new Header("sec-websocket-version", "13"))
        .extracting(Header::name)
        .contains("sec-websocket-key");
    assertThat(info.headers()).isEmpty();
    assertThat(info.cookies()).isEmpty();
    assertThat(info.session()).isNull();
    assertThat(info.authToken()).isNull();
    assertThat(info.custom()).isEqualTo(Map.of("tenant", 7));
    assertThat(info.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @EnumSource(ConnectInfo.Key.class)
  void infoContainsOnlyTheRequestedKey(ConnectInfo.Key key) throws Exception {
    ConnectInfo info = ask(options -> options.connectInfo(key));
    assertThat(info.peerData() != null).isEqualTo(key == ConnectInfo.Key.PEER_DATA);
    assertThat(info.traceContextHeaders())
        .hasSize(key == ConnectInfo.Key.TRACE_CONTEXT_HEADERS ? 2 : 0);
    assertThat(info.xHeaders()).hasSize(key == ConnectInfo.Key.X_HEADERS ? 3 : 0);
    assertThat(info.uri() != null).isEqualTo(key == ConnectInfo.Key.URI);
    assertThat(info.userAgent() != null).isEqualTo(key == ConnectInfo.Key.USER_AGENT);
    assertThat(info.secWebSocketHeaders().isEmpty())
        .isEqualTo(key != ConnectInfo.Key.SEC_WEBSOCKET_HEADERS);
  }
}
