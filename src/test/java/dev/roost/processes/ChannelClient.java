package dev.roost.processes;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A connection to a server by a Unix domain socket that speaks the channel protocol, version 2.0.0.
 * Use it on its event loop.
 */
final class ChannelClient extends SimpleChannelInboundHandler<TextWebSocketFrame> {
  private static final URI SOCKET = URI.create("ws://localhost/socket/websocket?vsn=2.0.0");
  private static final int MAX_FRAME_BYTES = 1 << 20;

  private final Channel channel;
  private final Events events;
  private final Map<String, CompletableFuture<JsonObject>> answers = new HashMap<>();
  private final Map<String, String> joined = new HashMap<>();
  private long refs;

  /** Events of the connection, on its event loop. */
  interface Events {
    void opened(ChannelClient client);

    void message(String topic, String event, JsonObject payload);

    /** The connection is closed, or could not be opened. */
    void closed();
  }

  private ChannelClient(Channel channel, Events events) {
    this.channel = channel;
    this.events = events;
  }

  /** Connects to the server behind the socket. */
  static void connect(EventLoop loop, Path door, Events events) {
    new Bootstrap()
        .group(loop)
        .channel(NioDomainSocketChannel.class)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(new HttpClientCodec(), new HttpObjectAggregator(MAX_FRAME_BYTES))
                    .addLast(
                        new WebSocketClientProtocolHandler(
                            WebSocketClientHandshakerFactory.newHandshaker(
                                SOCKET,
                                WebSocketVersion.V13,
                                null,
                                false,
                                new DefaultHttpHeaders(),
                                MAX_FRAME_BYTES)))
                    .addLast(new ChannelClient(channel, events));
              }
            })
        .connect(UnixDomainSocketAddress.of(door))
        .channel()
        .closeFuture()
        .addListener(closed -> events.closed());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      events.opened(this);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
    JsonArray message = new JsonArray(frame.text());
    String topic = message.getString(2);
    JsonObject payload = message.getJsonObject(4);
    if (message.getString(3).equals("phx_reply")) {
      CompletableFuture<JsonObject> answer = answers.remove(message.getString(1));
      if (answer != null) {
        answer.complete(payload);
      }
      return;
    }
    String joinRef = message.getString(0);
    String current = joined.get(topic);
    if (current != null && (joinRef == null || joinRef.equals(current))) {
      events.message(topic, message.getString(3), payload);
    }
  }

  /** Ignored: the close of the lost connection follows. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  /** Completes with the reply; never without one. */
  CompletableFuture<JsonObject> join(String topic, JsonObject payload) {
    joined.put(topic, Long.toString(refs + 1));
    return push(topic, "phx_join", payload);
  }

  void leave(String topic) {
    cast(topic, "phx_leave", new JsonObject());
    joined.remove(topic);
  }

  /** Completes with the reply; never without one. */
  CompletableFuture<JsonObject> push(String topic, String event, JsonObject payload) {
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    answers.put(Long.toString(refs + 1), answer);
    cast(topic, event, payload);
    return answer;
  }

  /** Sends a message without waiting for a reply. */
  void cast(String topic, String event, JsonObject payload) {
    JsonArray message =
        new JsonArray()
            .add(joined.get(topic))
            .add(Long.toString(++refs))
            .add(topic)
            .add(event)
            .add(payload);
    channel
        .writeAndFlush(new TextWebSocketFrame(message.encode()))
        .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  /** Whether the server reads slower than this client sends. */
  boolean isStalled() {
    return !channel.isWritable();
  }

  void close() {
    channel.close();
  }
}
