package dev.roost.internal.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.charset.StandardCharsets;

/**
 * Guards a connection from when it is accepted until Vert.x knows which version of HTTP it speaks:
 * during a TLS handshake, or before the first bytes where it may be HTTP/2 without TLS.
 */
final class AcceptedGuard extends ConnectionGuard {
  private static final String REFUSAL = "HTTP/1.1 400";

  private int since;

  AcceptedGuard(HttpConnections connections) {
    super(connections, true);
  }

  @Override
  void added(int visit) {
    since = visit;
  }

  int since() {
    return since;
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
