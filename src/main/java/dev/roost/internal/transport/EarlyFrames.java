package dev.roost.internal.transport;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Drops what a client sends before it was answered, which RFC 6455 forbids it to. Vert.x drops it
 * too, but never releases its memory. Stands before Vert.x's handler while it does the handshake.
 */
@Sharable
final class EarlyFrames extends ChannelInboundHandlerAdapter {
  static final EarlyFrames DROPPED = new EarlyFrames();

  private EarlyFrames() {}

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof WebSocketFrame) {
      ReferenceCountUtil.release(message);
    } else {
      ctx.fireChannelRead(message);
    }
  }
}
