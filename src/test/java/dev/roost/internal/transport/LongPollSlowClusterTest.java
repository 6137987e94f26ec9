package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Reply;
import dev.roost.cluster.ClusterOptions;
import dev.roost.internal.pubsub.ClusterNodes;
import dev.roost.internal.pubsub.ClusterWait;
import dev.roost.internal.session.ScriptedChannel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slow requests that reach another node than the session's. */
@Timeout(120)
class LongPollSlowClusterTest {
  /** A session without a poll ends after 1.5 windows. */
  private static final int WINDOW_MILLIS = 1_200;

  private static final int PAUSE_MILLIS = 20;
  private static final int LARGE = 3_000_000;
  private static final int RECEIVE_BUFFER = 1 << 14;
  private static final int SEND_BUFFER = 1 << 16;
  private static final int READ_AT_ONCE = 5_000;

  private List<Vertx> buses;
  private Endpoint home;
  private int homePort;
  private int otherPort;

  @BeforeEach
  void start() {
    buses = ClusterNodes.startBuses(2);
    List<Endpoint> endpoints = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (Vertx bus : buses) {
      Endpoint endpoint = ClusterWait.get(Endpoint.join(bus, options(), new ClusterOptions()));
      endpoint.socket(
          "/socket",
          socket ->
              socket
                  .connect(ConnectHandler.acceptAll())
                  .channel("room:*", LongPollSlowClusterTest::newChannel)
                  .longPoll(longPoll -> longPoll.windowMillis(WINDOW_MILLIS)));
      HttpServerOptions http =
          new HttpServerOptions().setHost("127.0.0.1").setPort(0).setSendBufferSize(SEND_BUFFER);
      ports.add(ClusterWait.get(endpoint.listen(http, router -> {})).port());
      endpoints.add(endpoint);
    }
    home = endpoints.get(0);
    homePort = ports.get(0);
    otherPort = ports.get(1);
    ClusterWait.until(
        () -> assertThat(endpoints).allMatch(endpoint -> endpoint.cluster().nodes().size() == 1));
  }

  private static EndpointOptions options() {
    return new EndpointOptions()
        .checkOrigin(OriginCheck.none())
        .secretKeyBase("no secret, for all nodes of the tests know it");
  }

  private static ScriptedChannel newChannel() {
    return new ScriptedChannel()
        .onIn((self, push) -> push.reply(Reply.ok(Map.of("length", push.payload().length()))));
  }

  @AfterEach
  void stop() {
    ClusterNodes.stopBuses(buses);
  }

  private long sessions() {
    return home.metrics().get("/socket").open();
  }

  @Test
  void slowUploadKeepsTheSession() throws Exception {
    LongPoller client = new LongPoller(homePort).join("room:1");
    String message = "[\"1\",\"2\",\"room:1\",\"e\",{\"t\":\"" + "x".repeat(50_000) + "\"}]";
    byte[] body = message.getBytes(StandardCharsets.UTF_8);
    try (RawWebSocket sender = RawWebSocket.connect(otherPort)) {
      sender.sendRaw(
          ("POST /socket/longpoll?vsn=2.0.0&token="
                  + client.token()
                  + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                  + "Content-Length: "
                  + body.length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      int sent = 0;
      for (int i = 0; i < 2; i++) {
        beginSilentSession();
        for (; sessions() > 1; sent++) {
          sender.sendRaw(new byte[] {body[sent]});
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
      }
      sender.sendRaw(Arrays.copyOfRange(body, sent, body.length));
      assertThat(sender.answer().status()).isEqualTo(200);
    }
    assertThat(sessions()).isEqualTo(1);
    assertThat(client.poll().messages()).singleElement().asString().contains("\"length\":50");
  }

  @Test
  void slowDownloadKeepsTheSession() throws Exception {
    LongPoller client = new LongPoller(homePort).join("room:1");
    home.broadcast("room:1", "news", Map.of("text", "x".repeat(LARGE)));
    try (RawWebSocket poll = RawWebSocket.connect(otherPort, RECEIVE_BUFFER)) {
      poll.sendRaw(
          ("GET /socket/longpoll?vsn=2.0.0&token="
                  + client.token()
                  + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      int left = Integer.parseInt(poll.answer().headers().get("content-length"));
      assertThat(left).isGreaterThan(LARGE);
      for (int i = 0; i < 2; i++) {
        beginSilentSession();
        while (sessions() > 1) {
          for (int read = 0; read < READ_AT_ONCE; read++, left--) {
            poll.receiveByte();
          }
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
      }
      assertThat(sessions()).isEqualTo(1);
      for (; left > 0; left--) {
        poll.receiveByte();
      }
    }
    home.broadcast("room:1", "news", Map.of("n", 1));
    assertThat(client.receive(1)).containsExactly("[null,null,\"room:1\",\"news\",{\"n\":1}]");
  }

  /**
   * Starts a reference session: it ends after the time that would also end the other one without a
   * request.
   */
  private void beginSilentSession() throws Exception {
    new LongPoller(homePort).begin();
    eventually(() -> assertThat(sessions()).isEqualTo(2));
  }
}
