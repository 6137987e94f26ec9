package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.WebSocketOptions;
import dev.roost.channel.ConnectHandler;
import dev.roost.internal.endpoint.EndpointEngine;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.session.SocketDefinition;
import dev.roost.proxy.TrustedProxies;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Connections that end after Vert.x's handshake and before the transport learns of its success. The
 * handshake is Vert.x's with takeOver too, as Vert.x has metrics.
 */
@Timeout(60)
class LostHandshakeTest {
  private static final int CLIENTS = 3;

  private final Vertx vertx =
      Vertx.builder()
          .with(new VertxOptions().setMetricsOptions(new MetricsOptions().setEnabled(true)))
          .withMetrics(options -> new VertxMetrics() {})
          .build();
  private final AtomicInteger lost = new AtomicInteger();

  /** Wraps the request so that its connection closes after the handshake. */
  private RoutingContext losing(RoutingContext context) {
    HttpServerRequest request = context.request();
    HttpServerRequest losing =
        with(
            HttpServerRequest.class,
            request,
            "toWebSocket",
            () -> request.toWebSocket().compose(webSocket -> lose(request, webSocket)));
    return with(RoutingContext.class, context, "request", () -> losing);
  }

  /** A proxy of the object with one method replaced. */
  private static <T> T with(Class<T> type, T object, String name, Supplier<?> replacement) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return method.getName().equals(name)
                    ? replacement.get()
                    : method.invoke(object, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }

  private Future<ServerWebSocket> lose(HttpServerRequest request, ServerWebSocket webSocket) {
    Promise<ServerWebSocket> told = Promise.promise();
    Context context = Objects.requireNonNull(Vertx.currentContext());
    Channel network = PipelineTakeOver.networkChannelOf(request.connection());
    PipelineTakeOver.closeNow(network);
    network
        .closeFuture()
        .addListener(
            closed ->
                context.runOnContext(
                    later -> {
                      told.complete(webSocket);
                      lost.incrementAndGet();
                    }));
    return told.future();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lostConnectionsCountAsClosed(boolean takeOver) throws Exception {
    Endpoint endpoint =
        Endpoint.create(vertx, new EndpointOptions())
            .socket(
                "/socket",
                socket ->
                    socket
                        .connect(ConnectHandler.acceptAll())
                        .channel("room:*", ScriptedChannel::new));
    SocketDefinition definition = ((EndpointEngine) endpoint).definition("/socket");
    WebSocketTransport transport =
        new WebSocketTransport(
            definition,
            new WebSocketOptions().takeOver(takeOver),
            OriginCheck.none(),
            TrustedProxies.none(),
            new OutboundBudget(1 << 20),
            new SocketsByClient(0, TrustedProxies.none()));
    Router router = Router.router(vertx);
    router.route("/socket/websocket").handler(context -> transport.handle(losing(context)));
    int port = RouterServer.start(vertx, new HttpServerOptions(), router);
    try (ErrorWatch errors = new ErrorWatch()) {
      for (int i = 0; i < CLIENTS; i++) {
        try (RawWebSocket client = RawWebSocket.connect(port)) {
          client.sendUpgrade("/socket/websocket?vsn=2.0.0");
          client.receiveEnd();
        }
      }
      eventually(() -> assertThat(lost).hasValue(CLIENTS));
      eventually(() -> assertThat(definition.metrics().snapshot().open()).isZero());
      vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
      errors.assertNothingSeen();
    }
  }
}
