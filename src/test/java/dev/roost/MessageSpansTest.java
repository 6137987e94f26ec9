package dev.roost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.Answer;
import dev.roost.channel.BlockingChannel;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.internal.transport.RawWebSocket;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each join and each message gets a span if Vert.x has a tracer. */
@Timeout(60)
class MessageSpansTest {
  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final SpanTracer tracer = new SpanTracer();
  private final Vertx vertx = Vertx.builder().withTracer(options -> tracer).build();
  private final Promise<Reply> decision = Promise.promise();
  private RawWebSocket client;

  /** A span of a join or message. */
  private record Span(
      Context context, String name, Map<String, String> tags, @Nullable String traceparent) {}

  /** Records the start and end of spans, and the requests sent inside them. */
  private static final class SpanTracer implements VertxTracer<Span, Span> {
    private final List<Span> begun = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();

    @Override
    public <R> @Nullable Span receiveRequest(
        Context context,
        SpanKind kind,
        TracingPolicy policy,
        R request,
        String operation,
        Iterable<Map.Entry<String, String>> headers,
        TagExtractor<R> tagExtractor) {
      if (request instanceof HttpServerRequest || request instanceof Message<?>) {
        return null;
      }
      String traceparent = null;
      for (Map.Entry<String, String> header : headers) {
        traceparent = header.getKey().equals("traceparent") ? header.getValue() : traceparent;
      }
      Span span = new Span(context, operation, tagExtractor.extract(request), traceparent);
      begun.add(span);
      return span;
    }

    @Override
    public <R> void sendResponse(
        Context context,
        @Nullable R response,
        @Nullable Span span,
        @Nullable Throwable failure,
        TagExtractor<R> tagExtractor) {
      if (span != null) {
        ended.add(span.name + (failure == null ? "" : " failed: " + failure.getMessage()));
      }
    }

    @Override
    public <R> @Nullable Span sendRequest(
        Context context,
        SpanKind kind,
        TracingPolicy policy,
        R request,
        String operation,
        BiConsumer<String, String> headers,
        TagExtractor<R> tagExtractor) {
      begun.stream()
          .filter(span -> span.context == context)
          .forEach(span -> sent.add(span.name + " " + Context.isOnEventLoopThread()));
      return null;
    }
  }

  private final class RoomChannel extends Channel {
    @Override
    public Answer join(Join join) {
      return switch (join.topicSuffix()) {
        case "later" -> Reply.later(decision.future());
        case "crash" -> throw new IllegalStateException("no such room");
        default -> Reply.ok();
      };
    }

    @Override
    public void handleIn(Push push) {
      if (push.event().equals("crash")) {
        throw new IllegalStateException("of the test");
      }
      vertx.eventBus().send("audit", push.event());
      push.ok();
    }
  }

  private final class BlockingRoom extends BlockingChannel {
    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    @Override
    public void handleIn(Push push) {
      vertx.eventBus().send("audit", push.event());
      push.ok();
    }
  }

  private void serve(EndpointOptions options, String... headers) throws Exception {
    EndpointServer server =
        Endpoint.create(vertx, options.checkOrigin(OriginCheck.none()))
            .socket(
                "/socket",
                socket ->
                    socket
                        .connect(request -> ConnectResult.accept().id("user:1").now())
                        .channel("room:*", RoomChannel::new)
                        .channel("blocking:*", BlockingRoom::new)
                        .webSocket(ws -> ws.connectInfo(ConnectInfo.Key.TRACE_CONTEXT_HEADERS)))
            .listen(new HttpServerOptions().setHost("127.0.0.1").setPort(0), router -> {})
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    vertx.eventBus().consumer("audit", message -> {});
    client = RawWebSocket.open(server.port(), "/socket/websocket?vsn=2.0.0", headers);
  }

  /** Sends a message and waits for the answer. */
  private void asks(String topic, String event) throws Exception {
    client.sendText("[\"1\",\"1\",\"" + topic + "\",\"" + event + "\",{}]");
    client.receiveText();
  }

  /** Waits until earlier messages are handled: a span ends after its reply. */
  private void settle() throws Exception {
    client.sendText("[null,\"9\",\"phoenix\",\"heartbeat\",{}]");
    client.receiveText();
  }

  private void awaitEnded(int number) throws Exception {
    long start = System.nanoTime();
    while (tracer.ended.size() < number && System.nanoTime() - start < 20_000_000_000L) {
      settle();
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (client != null) {
      client.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void joinsAndMessagesHaveSpansNamedByPatternAndEvent() throws Exception {
    serve(new EndpointOptions(), "traceparent: " + TRACEPARENT);
    asks("room:1", "phx_join");
    asks("room:1", "new_msg");
    settle();

    assertThat(tracer.begun)
        .extracting(Span::name)
        .containsExactly("room:* phx_join", "room:* new_msg");
    assertThat(tracer.begun).extracting(Span::traceparent).containsOnly(TRACEPARENT);
    assertThat(tracer.begun.get(1).tags)
        .containsOnly(
            Map.entry("roost.socket", "/socket"),
            Map.entry("roost.topic_pattern", "room:*"),
            Map.entry("roost.event", "new_msg"),
            Map.entry("roost.socket_id", "user:1"));
    assertThat(tracer.ended).containsExactly("room:* phx_join", "room:* new_msg");
    assertThat(tracer.sent).containsExactly("room:* new_msg true");
  }

  @Test
  void deferredJoinEndsItsSpanWithTheReply() throws Exception {
    serve(new EndpointOptions());
    client.sendText("[\"1\",\"1\",\"room:later\",\"phx_join\",{}]");
    settle();
    assertThat(tracer.begun).hasSize(1);
    assertThat(tracer.begun.get(0).traceparent).isNull();
    assertThat(tracer.ended).isEmpty();
    decision.complete(Reply.ok());
    client.receiveText();
    awaitEnded(1);
    assertThat(tracer.ended).containsExactly("room:* phx_join");
  }

  @Test
  void crashFailsTheSpan() throws Exception {
    serve(new EndpointOptions());
    asks("room:crash", "phx_join");
    asks("room:1", "phx_join");
    asks("room:1", "crash");
    settle();
    assertThat(tracer.ended)
        .containsExactly(
            "room:* phx_join failed: no such room",
            "room:* phx_join",
            "room:* crash failed: of the test");
  }

  @Test
  void blockingChannelsHaveSpansOnTheirThread() throws Exception {
    serve(new EndpointOptions());
    asks("blocking:1", "phx_join");
    asks("blocking:1", "new_msg");
    awaitEnded(2);
    assertThat(tracer.ended).containsExactly("blocking:* phx_join", "blocking:* new_msg");
    assertThat(tracer.sent).containsExactly("blocking:* new_msg false");
  }

  @Test
  void tracingCanBeTurnedOff() throws Exception {
    serve(new EndpointOptions().tracing(TracingPolicy.IGNORE));
    asks("room:1", "phx_join");
    asks("room:1", "new_msg");
    settle();
    assertThat(new ArrayList<>(tracer.begun)).isEmpty();
  }
}
