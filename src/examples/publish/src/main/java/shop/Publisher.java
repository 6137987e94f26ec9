package shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends messages to the clients of a Roost server, over HTTP. For any thread. */
final class Publisher {
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI broadcast;
  private final String key;

  /** Sends to a server such as {@code http://localhost:4000}, with its publish key. */
  Publisher(URI server, String key) {
    this.broadcast = server.resolve("/api/broadcast");
    this.key = key;
  }

  /**
   * Sends to all clients that have joined a topic. Names are letters, digits, {@code :} and {@code
   * _} here; for others, write the body with a JSON library.
   *
   * @param payload a JSON object
   * @throws IOException if the server is away or refuses; the message says why
   */
  void publish(String topic, String event, String payload)
      throws IOException, InterruptedException {
    String body =
        String.format(
            "{\"topic\": \"%s\", \"event\": \"%s\", \"payload\": %s}", topic, event, payload);
    HttpRequest request =
        HttpRequest.newBuilder(broadcast)
            .header("Authorization", "Bearer " + key)
            .timeout(Duration.ofSeconds(5))
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 202) {
      throw new IOException("not published: " + response.statusCode() + " " + response.body());
    }
  }
}
