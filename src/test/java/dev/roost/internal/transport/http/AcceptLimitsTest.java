package dev.roost.internal.transport.http;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.transport.RawWebSocket;
import dev.roost.proxy.TrustedProxies;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits of accepted connections, in total and per address. */
@Timeout(60)
class AcceptLimitsTest {
  private static final String WEBSOCKET = "/socket/websocket?vsn=2.0.0";

  /** Opens a connection that gets a response and stays open. */
  private static RawHttp served(GuardedServer server, String from) throws IOException {
    RawHttp client = RawHttp.connect(server.port(), from, 0).get("/hello");
    assertThat(client.response().body()).isEqualTo("hello");
    return client;
  }

  private static boolean isRefused(GuardedServer server, String from) throws IOException {
    try (RawHttp client = RawHttp.connect(server.port(), from, 0)) {
      return !client.get("/hello").response().body().equals("hello");
    } catch (EOFException | SocketException closed) {
      return true;
    }
  }

  @Test
  void connectionsPerAddressAreLimited() throws Exception {
    try (CapturedLog log = new CapturedLog();
        GuardedServer server =
            new GuardedServer(options -> options.maxConnectionsPerAddress(3), base -> base)) {
      RawHttp first = served(server, "127.0.0.2");
      served(server, "127.0.0.2");
      // A WebSocket keeps counting.
      RawWebSocket socket = RawWebSocket.open(server.port(), WEBSOCKET);
      served(server, "127.0.0.1");
      served(server, "127.0.0.1");
      assertThat(isRefused(server, "127.0.0.1")).isTrue();
      served(server, "127.0.0.2");
      assertThat(isRefused(server, "127.0.0.2")).isTrue();
      served(server, "127.0.0.3");
      assertThat(server.metrics().refusedByAddress()).isEqualTo(2);
      assertThat(log.warnings()).hasSize(1).first().asString().contains("its address has too many");

      socket.close();
      first.close();
      eventually(() -> assertThat(isRefused(server, "127.0.0.1")).isFalse());
      eventually(() -> assertThat(isRefused(server, "127.0.0.2")).isFalse());
    }
  }

  @Test
  void proxyIsNotLimited() throws Exception {
    try (GuardedServer server =
        new GuardedServer(
            options ->
                options.maxConnectionsPerAddress(1).trustedProxies(TrustedProxies.of("127.0.0.2")),
            base -> base)) {
      served(server, "127.0.0.2");
      served(server, "127.0.0.2");
      served(server, "127.0.0.1");
      assertThat(isRefused(server, "127.0.0.1")).isTrue();
    }
  }

  @Test
  void silentConnectionsCountAndHealthChecksAreServed() throws Exception {
    try (GuardedServer server =
        new GuardedServer(options -> options.maxConnections(20), base -> base)) {
      List<RawHttp> silent = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        silent.add(server.connect());
      }
      eventually(() -> assertThat(server.metrics().open()).isEqualTo(20));
      assertThatThrownBy(() -> RawWebSocket.open(server.port(), WEBSOCKET))
          .hasMessageContaining("503");
      served(server, "127.0.0.1").close();
      for (int i = 0; i < 16; i++) {
        silent.add(server.connect());
      }
      eventually(() -> assertThat(server.metrics().accepted()).isGreaterThanOrEqualTo(36));
      eventually(() -> assertThat(isRefused(server, "127.0.0.1")).isTrue());
      assertThat(server.metrics().refused()).isPositive();

      for (RawHttp each : silent) {
        each.close();
      }
      eventually(() -> assertThat(server.metrics().open()).isLessThan(20));
      RawWebSocket.open(server.port(), WEBSOCKET).close();
      eventually(() -> assertThat(server.metrics().open()).isZero());
    }
  }

  @Test
  void addressCountsAreRemovedAtZero() throws Exception {
    CountsByNetwork counts = new CountsByNetwork(2);
    ClientNetwork network = ClientNetwork.of(InetAddress.getByName("2001:db8:1:2::3"));
    assertThat(network).isEqualTo(ClientNetwork.of("2001:db8:1:2:ffff::1"));
    assertThat(network).isNotEqualTo(ClientNetwork.of("2001:db8:1:3::3"));
    assertThat(network).hasToString("2001:db8:1:2::/64");
    assertThat(ClientNetwork.of("::ffff:10.1.2.3")).isEqualTo(ClientNetwork.of("10.1.2.3"));
    assertThat(ClientNetwork.of("10.1.2.3")).hasToString("10.1.2.3");
    assertThat(ClientNetwork.of("nowhere")).isNull();
    assertThat(counts.add(network)).isTrue();
    assertThat(counts.add(network)).isTrue();
    assertThat(counts.add(network)).isFalse();
    counts.remove(network);
    assertThat(counts.add(network)).isTrue();
    counts.remove(network);
    counts.remove(network);
    assertThat(counts.networks()).isZero();
  }
}
