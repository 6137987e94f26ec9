package dev.roost;

import static dev.roost.OwnServer.await;
import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectResult;
import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.LongPoller;
import dev.roost.internal.transport.RawWebSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.ext.web.Router;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints on the application's own server, and the warnings about unsuitable options. */
@Timeout(60)
class OwnServerTest {
  private static final String WEBSOCKET = "/socket/websocket?vsn=2.0.0";
  private static final String JOIN = "[\"1\",\"1\",\"room:a\",\"phx_join\",{}]";

  private static void describe(SocketMount socket) {
    socket.connect(ConnectHandler.acceptAll()).channel("room:*", ScriptedChannel::new);
  }

  private static void assertJoins(RawWebSocket client) throws Exception {
    client.sendText(JOIN);
    assertThat(client.receiveText()).contains("\"ok\"");
  }

  // -- Slow handshakes

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void connectHandlerMayCompleteLater(boolean takeOver) throws Exception {
    Promise<ConnectResult> decision = Promise.promise();
    AtomicInteger asked = new AtomicInteger();
    try (OwnServer server =
        new OwnServer(
            false,
            endpoint ->
                endpoint.socket(
                    "/socket",
                    socket ->
                        socket
                            .connect(
                                request -> {
                                  asked.incrementAndGet();
                                  return decision.future();
                                })
                            .longPoll(longPoll -> {})
                            .webSocket(webSocket -> webSocket.takeOver(takeOver))
                            .channel("room:*", ScriptedChannel::new)))) {
      try (RawWebSocket client = RawWebSocket.connect(server.port)) {
        client.sendUpgrade(WEBSOCKET);
        eventually(() -> assertThat(asked).hasValue(1));
        // On another thread than the event loop, as with a lookup by another library.
        new Thread(() -> decision.complete(ConnectResult.accept())).start();
        assertThat(client.answer().status()).isEqualTo(101);
        assertJoins(client);
      }
      LongPoller poller = new LongPoller(server.port).join("room:a");
      assertThat(poller.token()).isNotEmpty();
    }
  }

  // -- Threads

  private static final class ServerVerticle extends VerticleBase {
    private final Endpoint endpoint;

    ServerVerticle(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public Future<?> start() {
      Router router = Router.router(vertx);
      endpoint.mount(router);
      return vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ThreadingModel.class,
      names = {"WORKER", "VIRTUAL_THREAD"})
  void verticleWithoutEventLoopIsRefusedAtDeployment(ThreadingModel threads) {
    Vertx vertx = Vertx.vertx();
    try {
      assumeTrue(
          threads == ThreadingModel.WORKER || ((VertxInternal) vertx).isVirtualThreadAvailable());
      Endpoint endpoint =
          Endpoint.create(vertx, new EndpointOptions()).socket("/socket", OwnServerTest::describe);
      DeploymentOptions options = new DeploymentOptions().setThreadingModel(threads);
      assertThatThrownBy(() -> await(vertx.deployVerticle(new ServerVerticle(endpoint), options)))
          .rootCause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("ThreadingModel.EVENT_LOOP")
          .hasMessageContaining("BlockingChannel");
      await(vertx.deployVerticle(new ServerVerticle(endpoint)));
    } finally {
      await(vertx.close());
    }
  }

  @Test
  void listenServesOnEventLoopsFromAnyThread() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      Endpoint endpoint =
          Endpoint.create(
                  vertx, new EndpointOptions().checkOrigin(OriginCheck.none()).eventLoops(1))
              .socket("/socket", OwnServerTest::describe);
      Promise<Integer> port = Promise.promise();
      await(
          vertx.deployVerticle(
              new VerticleBase() {
                @Override
                public Future<?> start() {
                  return endpoint
                      .listen(new HttpServerOptions().setHost("127.0.0.1").setPort(0), router -> {})
                      .onSuccess(server -> port.complete(server.port()));
                }
              },
              new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
      try (RawWebSocket client = RawWebSocket.open(await(port.future()), WEBSOCKET)) {
        assertJoins(client);
      }
      // The end of the worker verticle closes the servers it started.
      for (String deployment : vertx.deploymentIDs()) {
        await(vertx.undeploy(deployment).otherwiseEmpty());
      }
      await(endpoint.close());
    } finally {
      await(vertx.close());
    }
  }

  @Test
  void serverOnWorkerThreadsIsReportedAtTheFirstRequest() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (CapturedLog log = new CapturedLog()) {
      Endpoint endpoint =
          Endpoint.create(vertx, new EndpointOptions().checkOrigin(OriginCheck.none()))
              .socket("/socket", OwnServerTest::describe);
      Router router = Router.router(vertx);
      endpoint.mount(router);
      Promise<Integer> port = Promise.promise();
      await(
          vertx.deployVerticle(
              new VerticleBase() {
                @Override
                public Future<?> start() {
                  return vertx
                      .createHttpServer()
                      .requestHandler(router)
                      .listen(0, "127.0.0.1")
                      .onSuccess(server -> port.complete(server.actualPort()));
                }
              },
              new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
      for (int i = 0; i < 3; i++) {
        try (RawWebSocket client = RawWebSocket.connect(await(port.future()))) {
          assertThat(client.upgrade(WEBSOCKET).status()).isEqualTo(500);
        }
      }
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("ERROR refused connection: the server runs on worker threads")
          .contains("ThreadingModel.EVENT_LOOP");
    } finally {
      await(vertx.close());
    }
  }

  // -- Options

  @Test
  void missingConnectionHandlerIsLoggedOnce() throws Exception {
    try (CapturedLog log = new CapturedLog();
        OwnServer server =
            new OwnServer(false, endpoint -> endpoint.socket("/socket", OwnServerTest::describe))) {
      for (int i = 0; i < 3; i++) {
        try (RawWebSocket client = RawWebSocket.open(server.port, WEBSOCKET)) {
          assertJoins(client);
        }
      }
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARN the HTTP server has no connectionHandler of the endpoint")
          .contains("endpoint.serverOptions", "endpoint.connectionHandler");
    }
  }

  @Test
  void serverWithTheRequiredOptionsLogsNothing() throws Exception {
    try (CapturedLog log = new CapturedLog();
        OwnServer server =
            new OwnServer(true, endpoint -> endpoint.socket("/socket", OwnServerTest::describe));
        RawWebSocket client = RawWebSocket.open(server.port, WEBSOCKET)) {
      assertJoins(client);
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void connectionHandlerWarnsOfOptionsThatAreTooSmall() {
    Vertx vertx = Vertx.vertx();
    try (CapturedLog log = new CapturedLog()) {
      Endpoint endpoint =
          Endpoint.create(vertx, new EndpointOptions()).socket("/socket", OwnServerTest::describe);
      HttpServerOptions own = new HttpServerOptions();
      endpoint.connectionHandler(endpoint.serverOptions(own));
      assertThat(log.lines()).isEmpty();
      endpoint.connectionHandler(own);
      endpoint.connectionHandler(own);
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARN the HTTP server was not made of endpoint.serverOptions(options)")
          .contains("max_initial_line_length=4096");
    } finally {
      await(vertx.close());
    }
  }
}
