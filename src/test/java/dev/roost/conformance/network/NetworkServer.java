package dev.roost.conformance.network;

import dev.roost.conformance.scenario.ClientSpec;
import dev.roost.conformance.scenario.HttpAnswer;
import dev.roost.conformance.scenario.HttpCall;
import dev.roost.conformance.scenario.Opening;
import dev.roost.conformance.scenario.ScenarioServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A server on a port of this machine. */
public final class NetworkServer implements ScenarioServer {
  private final InetSocketAddress address;

  /** The server on the port. */
  public NetworkServer(int port) {
    address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public Opening open(ClientSpec spec, Duration timeout) throws IOException {
    return switch (spec.transport()) {
      case WEBSOCKET -> new WebSocketHandshake(spec).with(address, timeout);
      case LONGPOLL -> LongPollClient.open(address, spec, timeout);
    };
  }

  @Override
  public HttpAnswer request(HttpCall call, Duration timeout) throws IOException {
    try (HttpConnection connection = HttpConnection.open(address, timeout)) {
      return connection.request(call);
    }
  }
}
