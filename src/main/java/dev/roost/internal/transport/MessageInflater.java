package dev.roost.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inflates compressed messages frame by frame, on connections that are not taken over.
 *
 * <p>Netty's own decoder bounds a frame and not a message, reports corrupt data and a message that
 * is too large by the same exception, and cannot go on behind a final block.
 */
final class MessageInflater extends MessageToMessageDecoder<WebSocketFrame> {
  private static final int COMPRESSED = 4;
  private static final int CHUNK = 8_192;

  private final int maxMessageBytes;
  private final BoundedInflater inflater;
  private final Receiver receiver;
  private boolean compressed;
  private boolean refused;

  /**
   * An inflater for one connection.
   *
   * @param receiver is asked first to refuse what cannot be inflated
   */
  MessageInflater(int maxMessageBytes, Receiver receiver) {
    super(WebSocketFrame.class);
    this.maxMessageBytes = maxMessageBytes;
    this.inflater = new BoundedInflater(maxMessageBytes);
    this.receiver = receiver;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, WebSocketFrame frame, List<Object> out) {
    boolean begins = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
    if (begins) {
      compressed = (frame.rsv() & COMPRESSED) != 0;
      inflater.begin();
    }
    if (!compressed || !(begins || frame instanceof ContinuationWebSocketFrame)) {
      out.add(frame.retain());
    } else if (!refused) {
      ByteBuf content = inflateOrRefuse(ctx, frame);
      if (content == null) {
        return;
      }
      boolean last = frame.isFinalFragment();
      out.add(
          frame instanceof TextWebSocketFrame
              ? new TextWebSocketFrame(last, 0, content)
              : frame instanceof BinaryWebSocketFrame
                  ? new BinaryWebSocketFrame(last, 0, content)
                  : new ContinuationWebSocketFrame(last, 0, content));
    }
  }

  private @Nullable ByteBuf inflateOrRefuse(ChannelHandlerContext ctx, WebSocketFrame frame) {
    try {
      return inflate(ctx, frame);
    } catch (CorruptedWebSocketFrameException | TooLongFrameException failure) {
      CorruptedWebSocketFrameException broken =
          failure instanceof CorruptedWebSocketFrameException corrupted
              ? corrupted
              : new CorruptedWebSocketFrameException(
                  WebSocketCloseStatus.MESSAGE_TOO_BIG, failure.getMessage(), failure);
      // Later frames cannot be inflated either.
      refused = true;
      if (!receiver.refuse(broken)) {
        throw failure;
      }
      return null;
    }
  }

  private ByteBuf inflate(ChannelHandlerContext ctx, WebSocketFrame frame) {
    int expected = Math.max(CHUNK, 2 * frame.content().readableBytes());
    ByteBuf to = ctx.alloc().buffer(Math.min(maxMessageBytes, expected));
    boolean done = false;
    try {
      inflater.inflate(frame.content(), to);
      if (frame.isFinalFragment()) {
        inflater.end(to);
      }
      done = true;
      return to;
    } finally {
      if (!done) {
        to.release();
      }
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) throws Exception {
    inflater.release();
    super.handlerRemoved(ctx);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    inflater.release();
    super.channelInactive(ctx);
  }
}
