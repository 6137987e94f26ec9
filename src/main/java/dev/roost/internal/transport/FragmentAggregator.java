package dev.roost.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;

/** Netty's aggregator of fragments, which reports its buffered bytes to the decoder. */
final class FragmentAggregator extends WebSocketFrameAggregator {
  private final BoundedFrameDecoder decoder;

  FragmentAggregator(int maxMessageBytes, BoundedFrameDecoder decoder) {
    super(maxMessageBytes);
    this.decoder = decoder;
  }

  @Override
  protected WebSocketFrame beginAggregation(WebSocketFrame start, ByteBuf content)
      throws Exception {
    decoder.aggregated(content.readableBytes());
    return super.beginAggregation(start, content);
  }

  @Override
  protected void aggregate(WebSocketFrame aggregated, ContinuationWebSocketFrame content) {
    decoder.aggregated(aggregated.content().readableBytes());
  }

  @Override
  protected void finishAggregation(WebSocketFrame aggregated) {
    decoder.aggregated(0);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext ctx, WebSocketFrame oversized)
      throws Exception {
    decoder.aggregated(0);
    super.handleOversizedMessage(ctx, oversized);
  }
}
