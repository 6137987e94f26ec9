package dev.roost.internal.transport.http;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.HttpLimits;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stalled stream is reset; other streams of its connection continue. */
@Timeout(60)
class Http2StreamsTest {
  private static final long SHORT_MILLIS = 200;
  private static final int WINDOW = 1 << 20;

  private final List<HttpConnection> connections = new CopyOnWriteArrayList<>();
  private GuardedServer server;
  private HttpClient client;

  private void start(HttpLimits limits) throws Exception {
    server =
        new GuardedServer(options -> options.clearTextHttp2(true).httpLimits(limits), base -> base);
    client =
        server
            .vertx()
            .httpClientBuilder()
            .with(
                new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false)
                    .setHttp2ConnectionWindowSize(WINDOW))
            .withConnectHandler(connections::add)
            .build();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private HttpClientRequest request(HttpMethod method, String path) throws Exception {
    return await(client.request(method, server.port(), "127.0.0.1", path));
  }

  /** The body of a response. Runs on the client's event loop, because it drops unread data. */
  private Future<String> get(String path) {
    return client
        .request(HttpMethod.GET, server.port(), "127.0.0.1", path)
        .compose(request -> request.send().compose(HttpClientResponse::body))
        .map(Buffer::toString);
  }

  /**
   * The first connection lets the server guard what it accepts. One that is accepted at the same
   * moment may come without a guard.
   */
  private void awaitGuardsOfAccepted() throws Exception {
    try (RawHttp next = server.connect().get("/hello")) {
      assertThat(next.response().status()).isEqualTo(200);
    }
  }

  /** A request with an incomplete body. */
  private CompletableFuture<Throwable> stalledPost(String path) throws Exception {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    HttpClientRequest stalled = request(HttpMethod.POST, path);
    stalled.exceptionHandler(failure::complete);
    stalled.response().onFailure(failure::complete);
    await(stalled.setChunked(true).write("["));
    return failure;
  }

  private void oneConnectionServesOn() throws Exception {
    assertThat(await(get("/hello"))).isEqualTo("hello");
    assertThat(connections).hasSize(1);
  }

  @Test
  void streamWithAStalledBodyIsReset() throws Exception {
    start(new HttpLimits().bodyMillis(SHORT_MILLIS));
    CompletableFuture<Throwable> stalled = stalledPost("/length");
    assertThat(stalled.get(20, TimeUnit.SECONDS)).isInstanceOf(StreamResetException.class);
    assertThat(server.metrics().slowBodies()).isEqualTo(1);
    oneConnectionServesOn();
  }

  @Test
  void stalledPollerLosesOnlyItsStream() throws Exception {
    start(new HttpLimits());
    String begun = await(get("/short/longpoll?vsn=2.0.0"));
    String token = new io.vertx.core.json.JsonObject(begun).getString("token");
    CompletableFuture<Throwable> stalled = stalledPost("/short/longpoll?vsn=2.0.0&token=" + token);
    assertThat(stalled.get(20, TimeUnit.SECONDS)).isInstanceOf(StreamResetException.class);
    assertThat(server.metrics().slowBodies()).isZero();
    oneConnectionServesOn();
  }

  @Test
  void streamWithAnUnreadResponseIsReset() throws Exception {
    start(new HttpLimits().responseMillis(SHORT_MILLIS));
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    HttpClientResponse unread =
        await(
            request(HttpMethod.GET, "/large")
                .send()
                .map(
                    response -> {
                      response.pause();
                      response.exceptionHandler(failure::complete);
                      return response;
                    }));
    eventually(() -> assertThat(server.metrics().unreadResponses()).isEqualTo(1));
    unread.resume();
    assertThat(failure.get(20, TimeUnit.SECONDS)).isInstanceOf(StreamResetException.class);
    oneConnectionServesOn();
  }

  @Test
  void onlyConnectionsWithoutStreamsAreClosedAsIdle() throws Exception {
    start(
        new HttpLimits()
            .headerMillis(SHORT_MILLIS)
            .bodyMillis(SHORT_MILLIS)
            .responseMillis(SHORT_MILLIS)
            .idleMillis(SHORT_MILLIS));
    Future<String> waiting = get("/later");
    HttpServerResponse later = server.nextWaiting();
    awaitGuardsOfAccepted();
    for (int i = 0; i < 3; i++) {
      try (RawHttp silent = server.connect()) {
        assertThat(silent.rest()).isEmpty();
      }
    }
    later.end("at last");
    assertThat(await(waiting)).isEqualTo("at last");
    CompletableFuture<Void> closed = new CompletableFuture<>();
    connections.get(0).closeHandler(closed::complete);
    closed.get(20, TimeUnit.SECONDS);
    assertThat(server.metrics().idle()).isEqualTo(1);
  }

  @Test
  void connectionWithShortStreamsStaysOpen() throws Exception {
    start(new HttpLimits().headerMillis(SHORT_MILLIS));
    oneConnectionServesOn();
    awaitGuardsOfAccepted();
    // Each is closed at the header timeout, so our connection has passed it by then.
    for (int i = 0; i < 3; i++) {
      try (RawHttp silent = server.connect()) {
        assertThat(silent.rest()).isEmpty();
      }
    }
    oneConnectionServesOn();
    assertThat(server.metrics().idle()).isZero();
  }
}
