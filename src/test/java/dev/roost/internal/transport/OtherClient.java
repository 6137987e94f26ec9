package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.RunningEndpoint;
import java.util.List;
import java.util.Map;

/** A well-behaved client that must not be affected by attacks on the server. */
final class OtherClient {
  private static final String TOPIC = "watched:1";

  private final RunningEndpoint server;
  private final Sending sending;
  private final Receiving receiving;
  private int exchanges;

  private interface Sending {
    void send(String message) throws Exception;
  }

  private interface Receiving {
    List<String> receive(int number) throws Exception;
  }

  private OtherClient(RunningEndpoint server, Sending sending, Receiving receiving) {
    this.server = server;
    this.sending = sending;
    this.receiving = receiving;
  }

  /** A WebSocket client. */
  static OtherClient connected(RunningEndpoint server) throws Exception {
    RawWebSocket client = server.join(TOPIC);
    return new OtherClient(
        server,
        client::sendText,
        number -> {
          String[] messages = new String[number];
          for (int i = 0; i < number; i++) {
            messages[i] = client.receiveText();
          }
          return List.of(messages);
        });
  }

  /** A long-poll client. */
  static OtherClient polling(RunningEndpoint server) throws Exception {
    LongPoller client = new LongPoller(server.port()).join(TOPIC);
    return new OtherClient(
        server,
        message -> assertThat(client.post(message).status()).isEqualTo(200),
        client::receive);
  }

  /** Sends a message and expects its reply, two broadcasts, and nothing else. */
  void exchange() throws Exception {
    exchanges++;
    String payload = "{\"n\":" + exchanges + "}";
    server.endpoint().broadcast(TOPIC, "news", Map.of("n", exchanges));
    sending.send("[\"1\",\"" + exchanges + "\",\"" + TOPIC + "\",\"tick\"," + payload + "]");
    assertThat(receiving.receive(3))
        .containsExactlyInAnyOrder(
            "[null,null,\"" + TOPIC + "\",\"news\"," + payload + "]",
            "[null,null,\"" + TOPIC + "\",\"tick\"," + payload + "]",
            "[\"1\",\""
                + exchanges
                + "\",\""
                + TOPIC
                + "\",\"phx_reply\",{\"status\":\"ok\",\"response\":"
                + payload
                + "}]");
  }
}
