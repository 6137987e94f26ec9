package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Reply;
import dev.roost.internal.session.ScriptedChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writes go around Netty's pipeline if no handler in it changes what is written. */
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
    assertReplyGoesAroundPipeline();
  }

  @Test
  void afterTheHandshakeOfVertx() throws Exception {
    // Requests with a body are Vert.x's.
    assertReplyGoesAroundPipeline("Content-Length: 0");
  }

  private void assertReplyGoesAroundPipeline(String... headers) throws Exception {
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
    return FrontHandlerServer.start(
        vertx,
        context -> {
          network.complete(PipelineTakeOver.networkChannelOf(context.request().connection()));
          context.next();
        },
        socket ->
            socket
                .connect(ConnectHandler.acceptAll())
                .channel(
                    "*", () -> new ScriptedChannel().onIn((self, push) -> push.reply(Reply.ok()))));
  }

  private final class WriteCounter extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      writes.incrementAndGet();
      ctx.write(message, promise);
    }
  }
}
