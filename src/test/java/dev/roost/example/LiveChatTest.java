package dev.roost.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.EndpointServer;
import dev.roost.live.testing.TestLive;
import dev.roost.live.testing.TestView;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The documentation's live view and its test. */
@ExtendWith(VertxExtension.class)
class LiveChatTest {
  private static final String SECRET = "a secret of this test, which nothing else is signed with";

  @Test
  void messageReachesBothPeopleInARoom() {
    try (TestLive live = TestLive.of(LiveChat::routes)) {
      TestView ann = live.open("/chats/lobby");
      TestView bob = live.open("/chats/lobby");
      ann.form("#new").change("text", "hello").submit();
      bob.assertTexts(".message", "hello");
      bob.assertText("h1", "lobby");
    }
  }

  @Test
  void servesThePage(Vertx vertx) throws Exception {
    EndpointServer server = LiveChat.start(vertx, SECRET, 0).await(20, TimeUnit.SECONDS);
    HttpResponse<String> page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/chats/lobby"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(page.body())
        .contains("<h1>lobby</h1>", "data-phx-main", "/assets/phoenix_live_view.min.js");
  }
}
