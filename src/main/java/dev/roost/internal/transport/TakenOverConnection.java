package dev.roost.internal.transport;

import dev.roost.channel.CloseCode;
import dev.roost.internal.session.Overload;
import dev.roost.internal.session.Session;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.net.impl.ShutdownEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket at the level of Netty: the last handler of a pipeline in which Netty's own handlers
 * have taken frames apart and fragments together. Feeds the session and writes what it sends.
 */
final class TakenOverConnection extends ConnectionOutput implements Receiver {
  private static final Logger log = LoggerFactory.getLogger(TakenOverConnection.class);

  private enum State {
    OPEN,
    /** A close frame was sent; what comes is ignored until the client has answered it. */
    CLOSING,
    CLOSED
  }

  private final IdleTimer idleTimer = new IdleTimer();
  private @Nullable ChannelHandlerContext context;
  private @Nullable BoundedFrameDecoder decoder;
  private final @Nullable String forwardedFor;
  private @Nullable Session session;
  private State state = State.OPEN;

  /**
   * @param compression what the client agreed to, or null
   * @param forwardedFor the client's address as a trusted proxy tells it
   */
  TakenOverConnection(
      LoopConnections shared, @Nullable Compression compression, @Nullable String forwardedFor) {
    super(shared, compression);
    this.forwardedFor = forwardedFor;
  }

  /** Sets the session that this connection feeds. Called once, before anything can arrive. */
  void start(Session started) {
    handshakeEnded();
    session = started;
    shared.idleWatch().add(idleTimer);
    // Not by channelInactive: a handler before us that fails in it would keep it to itself. And
    // soon, not now: what fails may be a flush in the middle of a broadcast.
    if (context != null) {
      EventExecutor loop = context.executor();
      context.channel().closeFuture().addListener(closed -> loop.execute(this::ended));
    }
    started.opened();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    super.handlerAdded(ctx);
    context = ctx;
    decoder = ctx.pipeline().get(BoundedFrameDecoder.class);
  }

  // -- In

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof WebSocketFrame frame)) {
      ReferenceCountUtil.release(message);
      return;
    }
    try {
      if (state == State.OPEN) {
        receive(ctx, frame);
      } else if (frame instanceof CloseWebSocketFrame) {
        ctx.close();
      }
    } finally {
      frame.release();
    }
  }

  @Override
  public boolean takesText() {
    return true;
  }

  @Override
  public void receiveText(byte[] text) {
    Session receiver = session;
    if (state != State.OPEN || receiver == null) {
      return;
    }
    if (Utf8.isWellFormed(text)) {
      receiver.receiveText(text);
    } else {
      log.warn("closing a connection: a text message is no UTF-8");
      close(CloseCode.INVALID_UTF8, "no UTF-8");
    }
  }

  @Override
  public void bytesReceived() {
    shared.idleWatch().recordActivity(idleTimer);
  }

  @Override
  public void endAssembly(long held) {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      return;
    }
    shared.noteAssemblyEnded(held);
    close(CloseCode.OVERLOADED, "too many partial messages");
    if (decoder != null) {
      decoder.discard();
    }
    shutDownOutput(ctx);
    endSession();
  }

  @Override
  public void tooManyFragments() {
    shared.served().metrics().countTooManyFragments();
  }

  private void receive(ChannelHandlerContext ctx, WebSocketFrame frame) {
    Session receiver = session;
    if (receiver == null) {
      return;
    }
    ByteBuf content = frame.content();
    if (frame instanceof TextWebSocketFrame) {
      receiveText(message(frame));
    } else if (frame instanceof BinaryWebSocketFrame) {
      receiver.receiveBinary(message(frame));
    } else if (frame instanceof PingWebSocketFrame) {
      if (!isOverloaded()) {
        write(ControlFrames.pong(ctx.alloc(), content.duplicate()), content.readableBytes());
      }
      receiver.receivePing(ByteBufUtil.getBytes(content));
    } else if (frame instanceof PongWebSocketFrame) {
      receiver.receivePong(ByteBufUtil.getBytes(content));
    } else if (frame instanceof CloseWebSocketFrame close) {
      answerClose(ctx, close);
    }
  }

  // The decoder lets no such bit pass on a connection without compression. Corrupt compressed data
  // arrives at exceptionCaught.
  private byte[] message(WebSocketFrame frame) {
    return frame.rsv() == 0
        ? ByteBufUtil.getBytes(frame.content())
        : shared.inflater().message(frame.content());
  }

  private void answerClose(ChannelHandlerContext ctx, CloseWebSocketFrame close) {
    int code = close.statusCode();
    state = State.CLOSING;
    ByteBuf answer =
        code < 0
            ? ControlFrames.closeWithoutStatus(ctx.alloc())
            : ControlFrames.close(ctx.alloc(), code, "");
    writeGathered();
    ctx.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    closeLater(ctx);
    endSession();
  }

  // A client that does not read would delay the close without limit.
  private void closeLater(ChannelHandlerContext ctx) {
    PipelineTakeOver.closeAfter(ctx.channel(), shared.closeTimeoutMillis());
  }

  private void endSession() {
    Session ended = session;
    session = null;
    if (ended != null) {
      ended.closed();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException || cause instanceof PrematureChannelClosureException) {
      log.debug("connection failed", cause);
      ctx.close();
    } else if (state == State.OPEN) {
      refuse(ctx, cause);
    }
  }

  private void refuse(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof CorruptedWebSocketFrameException broken) {
      log.warn("closing a connection: {}", broken.getMessage());
      close(broken.closeStatus().code(), broken.closeStatus().reasonText());
      shutDownOutput(ctx);
    } else if (cause instanceof TooLongFrameException) {
      log.warn("closing a connection: {}", cause.getMessage());
      close(CloseCode.TOO_LARGE, "message too large");
    } else if (cause instanceof CodecException) {
      log.warn("closing a connection: {}", cause.getMessage());
      close(CloseCode.PROTOCOL_ERROR, "broken frame");
      shutDownOutput(ctx);
      endSession();
    } else {
      log.error("closing a connection: {}", cause.toString());
      log.debug("connection failed", cause);
      ctx.close();
    }
  }

  // The decoder is lost, so the client's answer to our close frame will not be understood.
  private static void shutDownOutput(ChannelHandlerContext ctx) {
    if (ctx.channel() instanceof DuplexChannel channel) {
      channel.shutdownOutput();
    }
  }

  private void ended() {
    state = State.CLOSED;
    shared.idleWatch().remove(idleTimer);
    if (decoder != null) {
      decoder.release();
    }
    releaseOutput();
    endSession();
  }

  /** The server is about to be closed: Vert.x tells so, and waits a while. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ShutdownEvent) {
      if (session == null || !session.isDraining()) {
        close(CloseCode.GOING_AWAY, "server stops");
      }
    } else {
      ReferenceCountUtil.release(event);
    }
  }

  /** The server is being closed, without a drain before. */
  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    if (state != State.OPEN) {
      ctx.close(promise);
      return;
    }
    state = State.CLOSING;
    writeGathered();
    ctx.writeAndFlush(ControlFrames.close(ctx.alloc(), CloseCode.GOING_AWAY, "server stops"))
        .addListener(written -> ctx.close(promise));
    closeLater(ctx);
  }

  // -- Out

  @Override
  boolean isOpen() {
    return state == State.OPEN;
  }

  @Override
  void overloaded(Overload why) {
    Session overloaded = session;
    if (why == Overload.BUDGET) {
      // A close frame would wait behind the messages to drop.
      state = State.CLOSING;
      PipelineTakeOver.closeNow(out().channel());
    } else {
      close(CloseCode.OVERLOADED, "too slow");
    }
    if (overloaded != null) {
      // Not now: the session may be in the middle of a broadcast.
      out().executor().execute(overloaded::closed);
    }
  }

  @Override
  public @Nullable String remoteAddress() {
    if (forwardedFor != null) {
      return forwardedFor;
    }
    return context == null ? null : PeerAddress.of(context.channel().remoteAddress());
  }

  @Override
  public void close(int code, String reason) {
    ChannelHandlerContext ctx = context;
    if (ctx == null || state != State.OPEN) {
      return;
    }
    state = State.CLOSING;
    writeGathered();
    ctx.writeAndFlush(ControlFrames.close(ctx.alloc(), code, reason));
    recordBacklog();
    // The client closes its side when it has read so far. Closing ours at once could have the
    // network drop what the client has not read yet, the close frame included.
    closeLater(ctx);
  }

  private final class IdleTimer extends IdleWatch.Entry {
    @Override
    void idle() {
      shared.idleWatch().remove(this);
      log.debug("closing a connection: the client was silent for too long");
      close(CloseCode.PROTOCOL_ERROR, "timeout");
    }
  }
}
