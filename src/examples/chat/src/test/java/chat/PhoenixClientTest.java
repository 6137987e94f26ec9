package chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roost.EndpointServer;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The server, with phoenix.js as it is published: {@code src/test/node/chat.mjs}. */
class PhoenixClientTest {
  @Test
  void phoenixClientsChat() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      EndpointServer server = ChatServer.start(vertx, 0).await(10, TimeUnit.SECONDS);
      Process client =
          new ProcessBuilder("node", "chat.mjs", "ws://127.0.0.1:" + server.port() + "/socket")
              .directory(Path.of("src/test/node").toFile())
              .inheritIO()
              .start();
      assertEquals(0, client.waitFor(), "what failed is printed above");
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }
}
