package dev.roost.internal.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Vert.x's decoder, but for a request with both {@code Transfer-Encoding} and {@code
 * Content-Length}, of which Netty's would drop the latter without a trace.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
  private boolean withinMessage;

  StrictRequestDecoder(HttpServerOptions options) {
    super(options);
  }

  /**
   * Replaces Vert.x's decoder, if there is one. The old decoder passes on its undecoded bytes. On
   * the channel's event loop, while the decoder is not in use and has no whole line.
   */
  static void replaceIn(ChannelPipeline pipeline, HttpServerOptions options) {
    ChannelHandler decoder = pipeline.get(HttpConnections.DECODER);
    if (decoder != null && !(decoder instanceof StrictRequestDecoder)) {
      pipeline.replace(
          HttpConnections.DECODER, HttpConnections.DECODER, new StrictRequestDecoder(options));
    }
  }

  /** Whether bytes of a header, or of a body, were read that do not yet make a message. */
  boolean isWithinMessage() {
    return withinMessage;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    int before = out.size();
    super.decode(ctx, in, out);
    withinMessage = out.size() == before;
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException(RequestCheck.bothLengths(message));
  }
}
