package dev.roost;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Reply;
import dev.roost.channel.TraceContext;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.RawWebSocket;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/**
 * Connections keep the trace context of their handshake; the tracer links the connect handler's
 * requests.
 */
@Timeout(60)
class TracingTest {
  private static final TraceContext TRACE =
      new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=1");

  private final Logger lines = (Logger) LoggerFactory.getLogger("dev.roost.sockets");
  private final Level before = lines.getLevel();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final List<@Nullable TraceContext> traces = new CopyOnWriteArrayList<>();
  private final SpanTracer tracer = new SpanTracer();
  private final Vertx vertx = Vertx.builder().withTracer(options -> tracer).build();
  private Endpoint endpoint;
  private EndpointServer server;

  /** A span of the handshake. */
  private record Span(Context context, String uri) {}

  /** Records the start and end of spans. */
  private static final class SpanTracer implements VertxTracer<Span, Span> {
    private final List<Span> begun = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private final List<Context> sentIn = new CopyOnWriteArrayList<>();

    @Override
    public <R> @Nullable Span receiveRequest(
        Context context,
        SpanKind kind,
        TracingPolicy policy,
        R request,
        String operation,
        Iterable<Map.Entry<String, String>> headers,
        TagExtractor<R> tagExtractor) {
      if (!(request instanceof HttpServerRequest http)) {
        return null;
      }
      Span span = new Span(context, http.path());
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
      if (span != null && response instanceof HttpServerResponse http) {
        ended.add(span.uri + " " + http.getStatusCode());
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
      if (request instanceof Message<?>) {
        sentIn.add(context);
      }
      return null;
    }
  }

  @BeforeEach
  void start() throws Exception {
    lines.setLevel(Level.DEBUG);
    logged.start();
    lines.addAppender(logged);
    lines.setAdditive(false);
    vertx.eventBus().consumer("audit", message -> {});
    SocketListener listener =
        new SocketListener() {
          @Override
          public void channelHandledIn(Handled event) {
            traces.add(event.socket().trace());
          }
        };
    endpoint =
        Endpoint.create(
                vertx, new EndpointOptions().checkOrigin(OriginCheck.none()).listener(listener))
            .socket(
                "/socket",
                socket ->
                    socket
                        .connect(this::connect)
                        .channel(
                            "*",
                            () ->
                                new ScriptedChannel()
                                    .onJoin(
                                        (self, join) -> {
                                          traces.add(self.socket().trace());
                                          return Reply.ok();
                                        }))
                        .webSocket(
                            options -> options.connectInfo(ConnectInfo.Key.TRACE_CONTEXT_HEADERS)));
    server =
        endpoint
            .listen(new HttpServerOptions().setHost("127.0.0.1").setPort(0), router -> {})
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
  }

  private Future<ConnectResult> connect(ConnectRequest request) {
    traces.add(request.info().traceContext());
    vertx.eventBus().send("audit", "somebody connects");
    return ConnectResult.accept().now();
  }

  @AfterEach
  void stop() {
    lines.detachAppender(logged);
    lines.setAdditive(true);
    lines.setLevel(before);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void live(String... headers) throws Exception {
    try (RawWebSocket client =
        RawWebSocket.open(server.port(), "/socket/websocket?vsn=2.0.0", headers)) {
      client.sendText("[\"1\",\"1\",\"a\",\"phx_join\",{}]");
      client.receiveText();
      client.sendText("[\"1\",\"2\",\"a\",\"say\",{}]");
      client.receiveText();
      // A span ends after the reply.
      client.sendText("[null,\"3\",\"phoenix\",\"heartbeat\",{}]");
      client.receiveText();
      endpoint
          .sockets(1)
          .toCompletionStage()
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS)
          .forEach(info -> traces.add(info.trace()));
    }
  }

  @Test
  void traceContextIsAvailableToHandlersAndChannels() throws Exception {
    live("traceparent: " + TRACE.traceparent(), "tracestate: a=1");

    assertThat(traces).hasSize(4).containsOnly(TRACE);
    assertThat(logged.list)
        .hasSize(3)
        .allSatisfy(
            line ->
                assertThat(line.getKeyValuePairs())
                    .extracting(Object::toString)
                    .containsExactly(
                        "trace_id=\"4bf92f3577b34da6a3ce929d0e0e4736\"",
                        "parent_id=\"00f067aa0ba902b7\""));
  }

  @Test
  void connectHandlerRunsInsideTheHandshakesSpan() throws Exception {
    live("traceparent: no trace");

    assertThat(tracer.begun).extracting(Span::uri).containsExactly("/socket/websocket");
    assertThat(tracer.ended).containsExactly("/socket/websocket 101");
    assertThat(tracer.sentIn).hasSize(1).first().isSameAs(tracer.begun.get(0).context());
    assertThat(logged.list)
        .hasSize(3)
        .allSatisfy(line -> assertThat(line.getKeyValuePairs()).isNullOrEmpty());
  }
}
