package dev.roost.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A blocking client of protocol version 2.0.0 over a real connection. */
public final class PhoenixClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_MESSAGE_BYTES = 10_000_000;
  private static final long PATIENCE_SECONDS = 30;
  private static final long POLL_MILLIS = 50;

  /** A reference, because Vert.x closes an unreachable client and its connections. */
  @SuppressWarnings("UnusedVariable")
  private final WebSocketClient client;

  private final WebSocket webSocket;
  private final BlockingQueue<Received> inbox = new LinkedBlockingQueue<>();
  private final CompletableFuture<Short> closed = new CompletableFuture<>();
  private int lastRef;

  /** A message from the server. */
  public record Received(@Nullable String ref, String topic, String event, JsonNode payload) {

    /** The payload as JSON text, for comparisons. */
    public String json() {
      return payload.toString();
    }

    /** The response of a reply, as JSON text. */
    public String response() {
      return payload.path("response").toString();
    }

    /** The status of a reply. */
    public String status() {
      return payload.path("status").asText();
    }
  }

  private PhoenixClient(WebSocketClient client, WebSocket webSocket) {
    this.client = client;
    this.webSocket = webSocket;
    webSocket.textMessageHandler(text -> inbox.add(parse(text)));
    webSocket.closeHandler(over -> closed.complete(webSocket.closeStatusCode()));
  }

  /** Connects with the given query, such as {@code token=…}. */
  public static PhoenixClient connect(Vertx vertx, int port, String query) {
    return connect(vertx, port, query, options -> {});
  }

  /** Connects with a token like phoenix.js's option {@code authToken}. */
  public static PhoenixClient connectWithAuthToken(Vertx vertx, int port, String token) {
    String encoded =
        Base64.getEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    List<String> subprotocols = List.of("phoenix", "base64url.bearer.phx." + encoded);
    return connect(vertx, port, "", options -> options.setSubProtocols(subprotocols));
  }

  /** Connects like a page of this origin. */
  public static PhoenixClient connectFrom(String origin, Vertx vertx, int port, String query) {
    return connect(
        vertx,
        port,
        query,
        options -> options.setAllowOriginHeader(true).putHeader("Origin", origin));
  }

  private static PhoenixClient connect(
      Vertx vertx, int port, String query, Consumer<WebSocketConnectOptions> change) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI("/socket/websocket?vsn=2.0.0&" + query)
            .setAllowOriginHeader(false);
    change.accept(options);
    WebSocketClient client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxFrameSize(MAX_MESSAGE_BYTES)
                .setMaxMessageSize(MAX_MESSAGE_BYTES));
    return client.connect(options).map(webSocket -> new PhoenixClient(client, webSocket)).await();
  }

  /** The HTTP status of a refused connect. */
  public static int statusOfRefusal(Callable<PhoenixClient> attempt) {
    UpgradeRejectedException refused =
        catchThrowableOfType(UpgradeRejectedException.class, attempt::call);
    assertThat(refused).as("a refusal").isNotNull();
    return refused.getStatus();
  }

  /** Joins and returns the reply. */
  public Received join(String topic) {
    return push(topic, "phx_join", "{}");
  }

  /** Pushes and returns the reply, which must be the next message. */
  public Received push(String topic, String event, String payload) {
    String ref = send(topic, event, payload);
    Received reply = next();
    assertThat(reply.event()).isEqualTo("phx_reply");
    assertThat(reply.ref()).isEqualTo(ref);
    return reply;
  }

  /** Pushes and returns the reply; drops earlier messages. */
  public Received ask(String topic, String event, String payload) {
    String ref = send(topic, event, payload);
    Received reply = next();
    while (!ref.equals(reply.ref())) {
      reply = next();
    }
    return reply;
  }

  /** Pushes and returns the reply, or null if the connection ends first. */
  public @Nullable Received askWhileOpen(String topic, String event, String payload) {
    String ref;
    try {
      ref = send(topic, event, payload);
      while (true) {
        Received next = inbox.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null && ref.equals(next.ref())) {
          return next;
        }
        if (next == null && closed.isDone()) {
          return null;
        }
      }
    } catch (IllegalStateException over) {
      return null;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Sends without waiting for a reply. */
  public String send(String topic, String event, String payload) {
    String ref = String.valueOf(++lastRef);
    webSocket.writeTextMessage(
        "[null,\"" + ref + "\",\"" + topic + "\",\"" + event + "\"," + payload + "]");
    return ref;
  }

  /** The next message. */
  public Received next() {
    try {
      Received next = inbox.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("a message").isNotNull();
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The next message, which must have this event. */
  public Received next(String event) {
    Received next = next();
    assertThat(next.event()).as("event of %s", next).isEqualTo(event);
    return next;
  }

  /** The next message with this event; drops earlier ones. */
  public Received until(String event) {
    Received next = next();
    while (!next.event().equals(event)) {
      next = next();
    }
    return next;
  }

  /** The messages so far: all that the server sent before it replied to a heartbeat. */
  public List<Received> untilNow() {
    String ref = send("phoenix", "heartbeat", "{}");
    List<Received> received = new ArrayList<>();
    for (Received next = next(); !ref.equals(next.ref()); next = next()) {
      received.add(next);
    }
    return received;
  }

  /** Waits until the server closes the connection and returns the code. */
  public short closeCode() {
    return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private static Received parse(String text) {
    try {
      JsonNode message = JSON.readTree(text);
      return new Received(
          message.get(1).textValue(),
          message.get(2).textValue(),
          message.get(3).textValue(),
          message.get(4));
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
