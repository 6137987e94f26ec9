package dev.roost.internal.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import java.nio.charset.StandardCharsets;

/**
 * Guards a connection from when it is accepted until Vert.x knows which version of HTTP it speaks:
 * during a TLS handshake, or before the first bytes where it may be HTTP/2 without TLS.
 */
final class AcceptedGuard extends ConnectionGuard {
  private static final String REFUSAL = "HTTP/1.1 400";

  private final HttpServerOptions server;
  private int since;

  /**
   * A guard of a connection that was just accepted.
   *
   * @param server the options of the server
   */
  AcceptedGuard(HttpConnections connections, HttpServerOptions server) {
    super(connections, true);
    this.server = server;
  }

  @Override
  void added(int visit) {
    since = visit;
  }

  int since() {
    return since;
  }

  /**
   * With HTTP/2 without TLS, Vert.x detects a connection's protocol by its first bytes, and creates
   * a decoder for HTTP/1 that has these bytes already. They go there one by one, so that the
   * decoder can be replaced before it has a request.
   */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ByteBuf bytes) || !isUndecided(ctx)) {
      ctx.fireChannelRead(message);
      return;
    }
    while (bytes.isReadable() && isUndecided(ctx)) {
      ctx.fireChannelRead(bytes.readRetainedSlice(1));
    }
    if (!isUndecided(ctx)) {
      StrictRequestDecoder.replaceIn(ctx.pipeline(), server);
    }
    if (bytes.isReadable()) {
      ctx.fireChannelRead(bytes);
    } else {
      bytes.release();
    }
  }

  private static boolean isUndecided(ChannelHandlerContext ctx) {
    return ctx.pipeline().get(Http1xOrH2CHandler.class) != null;
  }

  // Vert.x answers a bad upgrade to HTTP/2 with 400, without a length, and leaves it open.
  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes && isRefusal(bytes)) {
      ctx.write(message, promise.unvoid()).addListener(ChannelFutureListener.CLOSE);
    } else {
      ctx.write(message, promise);
    }
  }

  private static boolean isRefusal(ByteBuf bytes) {
    return bytes.readableBytes() >= REFUSAL.length()
        && bytes
            .toString(bytes.readerIndex(), REFUSAL.length(), StandardCharsets.US_ASCII)
            .equals(REFUSAL);
  }

  @Override
  void closeIfIdle() {
    // It has not begun.
  }

  @Override
  void checkRequests() {
    if (guards().isOver(connections.limits().headerMillis(), since)) {
      connections.metrics().countSlowHeader();
      connections.closing(channel(), "the client sends no request");
      context().close();
    }
  }
}
