package dev.roost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.SocketInfo.ChannelInfo;
import dev.roost.SocketInfo.Status;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Reply;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.RawWebSocket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What operators see of connections. */
@Timeout(60)
class IntrospectionTest {
  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void connectionsAreListedWithTheirChannels() throws Exception {
    Instant before = Instant.now().minusMillis(1);
    ConnectHandler named = request -> ConnectResult.accept().id("user:7").now();
    try (RunningEndpoint running =
        RunningEndpoint.start(
            new EndpointOptions().checkOrigin(OriginCheck.none()),
            socket ->
                socket
                    .connect(named)
                    .longPoll(longPoll -> {})
                    .webSocket(webSocket -> webSocket.closeTimeoutMillis(100))
                    .channel(
                        "slow",
                        () ->
                            new ScriptedChannel()
                                .onJoin(
                                    (self, join) -> Reply.later(Promise.<Reply>promise().future())))
                    .channel("*", ScriptedChannel::new))) {
      assertThat(await(running.endpoint().sockets(10))).isEmpty();
      RawWebSocket client = running.join("a");
      client.sendText("[\"2\",\"2\",\"slow\",\"phx_join\",{}]");
      client.sendText("[\"2\",\"3\",\"slow\",\"e\",{}]");
      client.sendText("[null,\"4\",\"phoenix\",\"heartbeat\",{}]");
      client.receiveText();

      SocketInfo info = await(running.endpoint().sockets(10)).get(0);
      assertThat(info.path()).isEqualTo("/socket");
      assertThat(info.socketId()).isEqualTo("user:7");
      assertThat(info.transport()).isEqualTo("websocket");
      assertThat(info.vsn()).isEqualTo("2.0.0");
      assertThat(info.remote()).matches("127\\.0\\.0\\.1:\\d+");
      assertThat(info.since()).isBetween(before, Instant.now());
      assertThat(info.queuedBytes()).isZero();
      assertThat(info.channels())
          .containsExactlyInAnyOrder(
              new ChannelInfo("a", Status.JOINED, 0), new ChannelInfo("slow", Status.JOINING, 1));

      HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:" + running.port() + "/socket/longpoll?vsn=2.0.0"))
                  .build(),
              BodyHandlers.discarding());
      List<SocketInfo> both = await(running.endpoint().sockets(10));
      assertThat(both).extracting(SocketInfo::transport).contains("websocket", "longpoll");
      assertThat(both).extracting(SocketInfo::id).doesNotHaveDuplicates();
      assertThat(both).allSatisfy(each -> assertThat(each.remote()).startsWith("127.0.0.1:"));
      assertThat(await(running.endpoint().sockets(1))).hasSize(1);
    }
  }
}
