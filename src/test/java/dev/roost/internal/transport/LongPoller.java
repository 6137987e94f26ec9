package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * A long-poll client, controlled request by request. Concurrent requests use several connections.
 */
public final class LongPoller {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String LINES = "application/x-ndjson";

  private final IntSupplier ports;
  private final String path;
  private String token = "";

  /** The response to a request. */
  public record Answer(HttpResponse<String> response) {
    /** The HTTP status. */
    public int http() {
      return response.statusCode();
    }

    /** A header, or null. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    /** The body, which must be JSON. */
    public JsonObject json() {
      return new JsonObject(response.body());
    }

    /** The status in the body of a response with HTTP status 200. */
    public int status() {
      assertThat(http()).isEqualTo(200);
      return json().getInteger("status");
    }

    /** The messages in the body. */
    public List<String> messages() {
      JsonArray messages = json().getJsonArray("messages");
      return messages.stream().map(String.class::cast).toList();
    }
  }

  /**
   * A client without a session.
   *
   * @param ports the port of its next request
   * @param path with parameters; the token is appended
   */
  public LongPoller(IntSupplier ports, String path) {
    this.ports = ports;
    this.path = path;
  }

  /** A client of {@code /socket} without a session, that speaks vsn 2. */
  public LongPoller(int port) {
    this(() -> port, "/socket/longpoll?vsn=2.0.0");
  }

  /** Starts a session. */
  public LongPoller begin() throws Exception {
    Answer first = poll();
    assertThat(first.status()).isEqualTo(410);
    assertThat(first.messages()).isEmpty();
    token = first.json().getString("token");
    return this;
  }

  /** Starts a session and joins a topic with the ref 1. */
  public LongPoller join(String topic) throws Exception {
    begin();
    assertThat(post("[\"1\",\"1\",\"" + topic + "\",\"phx_join\",{}]").status()).isEqualTo(200);
    assertThat(poll().messages())
        .containsExactly(
            "[\"1\",\"1\",\"" + topic + "\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]");
    return this;
  }

  /** Its token. */
  public String token() {
    return token;
  }

  /** Uses the token of another client. */
  public LongPoller withToken(String other) {
    token = other;
    return this;
  }

  /** Polls and waits for the response. */
  public Answer poll() throws Exception {
    return get(pollSoon());
  }

  /** Polls without waiting. */
  public CompletableFuture<Answer> pollSoon() {
    return send("GET", BodyPublishers.noBody());
  }

  /** Polls until it has this many messages. */
  public List<String> receive(int number) throws Exception {
    List<String> messages = new ArrayList<>();
    while (messages.size() < number) {
      Answer answer = poll();
      assertThat(answer.status()).isIn(200, 204);
      messages.addAll(answer.messages());
    }
    return messages;
  }

  /** Posts lines. */
  public Answer post(String... lines) throws Exception {
    return postAs(LINES, String.join("\n", lines));
  }

  /** Posts a body with this content type. */
  public Answer postAs(String contentType, String body) throws Exception {
    return get(send("POST", BodyPublishers.ofString(body), "content-type", contentType));
  }

  /** Posts bytes. */
  public Answer postBytes(byte[] body) throws Exception {
    return get(send("POST", BodyPublishers.ofByteArray(body), "content-type", LINES));
  }

  /** Sends any request; headers are alternating names and values. */
  public Answer request(String method, String... headers) throws Exception {
    return get(send(method, BodyPublishers.noBody(), headers));
  }

  private CompletableFuture<Answer> send(String method, BodyPublisher body, String... headers) {
    String uri = path + (path.contains("?") ? "&" : "?") + "token=" + token;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.getAsInt() + uri))
            .timeout(TIMEOUT)
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Answer::new);
  }

  /** Waits for the response. */
  public static Answer get(CompletableFuture<Answer> answer) throws Exception {
    return answer.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }
}
