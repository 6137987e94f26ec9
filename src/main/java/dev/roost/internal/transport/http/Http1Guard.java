package dev.roost.internal.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Follows the requests and responses of an HTTP/1.x connection. Stands right before Vert.x's
 * handler, so that it sees what the decoder made of the bytes, and responses before they are
 * encoded.
 */
final class Http1Guard extends ConnectionGuard {
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int OK = 200;
  private static final int MULTIPLE_CHOICES = 300;

  private static final ByteBuf TIMEOUT =
      Unpooled.unreleasableBuffer(
          Unpooled.copiedBuffer(
                  "HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
                  StandardCharsets.US_ASCII)
              .asReadOnly());

  private enum Phase {
    /** A header is expected or has begun. */
    HEADER,
    /** A header was read, the end of its request was not. */
    BODY,
    /** The last request was read, and nothing of another. */
    BETWEEN
  }

  private final @Nullable StrictRequestDecoder decoder;
  private Phase phase = Phase.HEADER;
  private int since;

  /** Requests whose responses have not ended. */
  private int unanswered;

  private boolean responding;
  private boolean headerBegun;

  /** Whether there was a message in what is being read. */
  private boolean messageRead;

  private boolean tunnelRequested;
  private boolean rejected;

  /**
   * A guard of a connection that was accepted at a visit, or now if that is -1.
   *
   * @param decoder that of the connection, or null if it is another
   */
  Http1Guard(
      HttpConnections connections,
      boolean counted,
      int acceptedAt,
      @Nullable StrictRequestDecoder decoder) {
    super(connections, counted);
    this.decoder = decoder;
    this.since = acceptedAt;
  }

  @Override
  void added(int visit) {
    if (since < 0) {
      since = visit;
    }
  }

  // -- From the client

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (rejected) {
      // The server closes the connection once the bad request is answered.
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest request) {
      unanswered++;
      headerBegun = false;
      enter(Phase.BODY);
      tunnelRequested = request.method().equals(HttpMethod.CONNECT);
      RequestCheck.check(request, connections.limits());
      if (!request.decoderResult().isSuccess()) {
        rejected = true;
        connections.rejected(ctx.channel(), request);
      }
    }
    if (message instanceof LastHttpContent) {
      enter(Phase.BETWEEN);
    }
    messageRead = true;
    ctx.fireChannelRead(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    boolean begun = decoder == null ? !messageRead : decoder.isWithinMessage();
    messageRead = false;
    if (phase == Phase.BODY) {
      since = guards().visit();
    } else if (begun) {
      headerBegun = true;
      if (phase == Phase.BETWEEN && unanswered == 0) {
        enter(Phase.HEADER);
      }
    }
    ctx.fireChannelReadComplete();
  }

  // -- To the client

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    boolean leaves = false;
    boolean informs = false;
    if (message instanceof HttpResponse response) {
      int status = response.status().code();
      leaves =
          status == SWITCHING_PROTOCOLS
              || (tunnelRequested && status >= OK && status < MULTIPLE_CHOICES);
      informs = status < OK;
      responding = !informs;
    }
    if (message instanceof LastHttpContent && !informs) {
      answered();
    }
    ctx.write(message, promise);
    if (leaves) {
      ctx.pipeline().remove(this);
    }
  }

  private void answered() {
    responding = false;
    unanswered--;
    if (unanswered == 0 && phase == Phase.BETWEEN) {
      enter(headerBegun ? Phase.HEADER : Phase.BETWEEN);
    }
  }

  // -- Time

  private void enter(Phase next) {
    phase = next;
    since = guards().visit();
  }

  @Override
  void checkRequests() {
    switch (phase) {
      case HEADER -> {
        if (isOver(connections.limits().headerMillis())) {
          connections.metrics().countSlowHeader();
          abort("the client does not complete the header of a request", headerBegun);
        }
      }
      case BODY -> {
        if (isOver(connections.limits().bodyMillis())) {
          connections.metrics().countSlowBody();
          abort("the client does not complete the body of a request", true);
        }
      }
      case BETWEEN -> {
        if (unanswered > 0 || hasUnsent()) {
          since = guards().visit();
        } else if (guards().isOver(connections.limits().idleMillis(), since)) {
          closeIdle();
        }
      }
    }
  }

  @Override
  void closeIfIdle() {
    if (phase == Phase.BETWEEN && unanswered == 0 && !hasUnsent() && !rejected) {
      closeIdle();
    }
  }

  private void closeIdle() {
    connections.metrics().countIdle();
    context().close();
  }

  // As long as the application does not read, the client is not late.
  private boolean isOver(long limitMillis) {
    if (!channel().config().isAutoRead()) {
      since = guards().visit();
    }
    return guards().isOver(limitMillis, since);
  }

  private void abort(String reason, boolean answers) {
    connections.closing(channel(), reason);
    boolean first = phase == Phase.BODY ? unanswered == 1 : unanswered == 0;
    ChannelHandlerContext encoder = channel().pipeline().context(HttpConnections.ENCODER);
    if (answers && first && !responding && encoder != null) {
      encoder.writeAndFlush(TIMEOUT.duplicate()).addListener(ChannelFutureListener.CLOSE);
      // Drop the rest of the request: or it would be answered twice.
      rejected = true;
      phase = Phase.BETWEEN;
      since = guards().visit();
    } else {
      context().close();
    }
  }
}
