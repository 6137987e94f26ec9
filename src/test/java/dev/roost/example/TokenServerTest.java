package dev.roost.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.auth.SignedTokens;
import dev.roost.internal.transport.RawWebSocket;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TokenServerTest {
  @Test
  void clientsConnectWithAToken() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      int port =
          TokenServer.start(vertx, SignedTokens.SECRET, 0)
              .toCompletionStage()
              .toCompletableFuture()
              .get(20, TimeUnit.SECONDS)
              .port();
      SignedTokens ann =
          SignedTokens.of("HS512")
              .claim("iss", "https://id.example.com/")
              .claim("aud", "chat")
              .claim("sub", "ann");
      String uri = "/socket/websocket?vsn=2.0.0&token=";
      try (RawWebSocket client = RawWebSocket.open(port, uri + ann.hs512())) {
        client.sendText("[\"1\",\"1\",\"room:1\",\"phx_join\",{}]");
        assertThat(client.receiveText()).contains("{\"welcome\":\"ann\"}");
      }
      try (RawWebSocket client = RawWebSocket.connect(port)) {
        assertThat(client.upgrade(uri + ann.claim("aud", "shop").hs512()).status()).isEqualTo(403);
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
