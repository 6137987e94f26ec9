package dev.roost.conformance;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.node.NodeProgram;
import dev.roost.pubsub.History;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Unmodified phoenix clients reconnect and receive the messages they missed. */
class ResumingClientsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Vertx vertx;
  private static int port;

  /** Broadcasts each client's messages. */
  private static final class TalkChannel extends Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    @Override
    public void handleIn(Push push) {
      switch (push.event()) {
        case "msg" -> {
          broadcast("msg", push.payload());
          push.ok();
        }
        case "others" -> {
          broadcastFrom("msg", push.payload());
          push.ok();
        }
        case "crash" -> throw new IllegalStateException("asked to crash");
        default -> push.unknown();
      }
    }
  }

  @BeforeAll
  static void listen() {
    vertx = Vertx.vertx();
    port =
        Endpoint.create(vertx, new EndpointOptions().checkOrigin(OriginCheck.none()))
            .socket(
                "/socket",
                socket ->
                    socket
                        .connect(ConnectHandler.acceptAll())
                        .longPoll(options -> {})
                        .channel("room:*", TalkChannel::new, History.of(100, MINUTE))
                        .channel("short:*", TalkChannel::new, History.of(2, MINUTE)))
            .listen(new HttpServerOptions().setHost("127.0.0.1").setPort(0), router -> {})
            .await()
            .port();
  }

  @AfterAll
  static void close() {
    vertx.close().await();
  }

  @TestFactory
  Stream<DynamicContainer> checks(@TempDir Path folder) throws Exception {
    String url = "http://127.0.0.1:" + port;
    NodeProgram latest = start(folder, url, "1.8");
    NodeProgram before = start(folder, url, "1.7");
    return List.of(
        dynamicContainer("phoenix.js 1.8", latest.checks()),
        dynamicContainer("phoenix.js 1.7", before.checks()))
        .stream();
  }

  private static NodeProgram start(Path folder, String url, String version) throws Exception {
    return NodeProgram.start(
        folder.resolve(version), "resuming.mjs", "--url", url, "--version", version);
  }
}
