package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Reply;
import dev.roost.internal.session.ScriptedChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages pass by the pipeline of Netty, which has no handler that takes part in writing them. */
@Timeout(60)
class DirectWritesTest {
  private static final String JOIN = "[\"1\",\"1\",\"room\",\"phx_join\",{}]";
  private static final String PUSH = "[\"1\",\"2\",\"room\",\"e\",{}]";

  private final Vertx vertx = Vertx.vertx();
  private final CompletableFuture<Channel> network = new CompletableFuture<>();
  private final AtomicInteger writes = new AtomicInteger();

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void afterOurHandshake() throws Exception {
    assertReplyPassesByPipeline();
  }

  @Test
  void afterTheHandshakeOfVertx() throws Exception {
    // Requests with a body are Vert.x's.
    assertReplyPassesByPipeline("Content-Length: 0");
  }

  private void assertReplyPassesByPipeline(String... headers) throws Exception {
    try (RawWebSocket client = RawWebSocket.open(start(), "/socket/websocket?vsn=2.0.0", headers)) {
      client.sendText(JOIN);
      assertThat(client.receiveText()).contains("ok");
      network.get(20, TimeUnit.SECONDS).pipeline().addFirst(new WriteCounter());
      client.sendText(PUSH);
      assertThat(client.receiveText()).contains("phx_reply");
    }
    assertThat(writes).hasValue(0);
  }

  private int start() throws Exception {
    Endpoint endpoint =
        Endpoint.create(vertx, new EndpointOptions().checkOrigin(OriginCheck.none()))
            .socket(
                "/socket",
                socket ->
                    socket
                        .connect(ConnectHandler.acceptAll())
                        .channel(
                            "*",
                            () ->
                                new ScriptedChannel()
                                    .onIn((self, push) -> push.reply(Reply.ok()))));
    Router router = Router.router(vertx);
    router
        .route()
        .handler(
            context -> {
              network.complete(PipelineTakeOver.networkChannelOf(context.request().connection()));
              context.next();
            });
    endpoint.mount(router);
    return vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
        .requestHandler(router)
        .listen()
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS)
        .actualPort();
  }

  private final class WriteCounter extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      writes.incrementAndGet();
      ctx.write(message, promise);
    }
  }
}
