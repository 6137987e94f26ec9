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
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates compressed messages frame by frame, RFC 7692 section 7.2.2.
 *
 * <p>Netty's own decoder bounds a frame and not a message, reports corrupt data and a message that
 * is too large by the same exception, and cannot go on behind a final block. This one fails with
 * 1007 or 1009, as RFC 6455 section 7.4.1 names the two.
 */
final class MessageInflater extends MessageToMessageDecoder<WebSocketFrame> {
  /** Section 7.2.1: what the client leaves out at the end of each message. */
  private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

  private static final int COMPRESSED = 4;
  private static final int CHUNK = 8_192;

  private final int maxMessageBytes;
  private final boolean keepsContext;
  private final Receiver receiver;
  private @Nullable Inflater inflater;
  private boolean compressed;
  private boolean tooLarge;
  private boolean refused;
  private int inflated;

  /**
   * An inflater for one connection.
   *
   * @param keepsContext whether messages may refer to earlier ones
   * @param receiver is asked first to refuse what cannot be inflated
   */
  MessageInflater(int maxMessageBytes, boolean keepsContext, Receiver receiver) {
    super(WebSocketFrame.class);
    this.maxMessageBytes = maxMessageBytes;
    this.keepsContext = keepsContext;
    this.receiver = receiver;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, WebSocketFrame frame, List<Object> out) {
    boolean begins = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
    if (begins) {
      compressed = (frame.rsv() & COMPRESSED) != 0;
      inflated = 0;
      tooLarge = false;
    }
    if (!compressed || !(begins || frame instanceof ContinuationWebSocketFrame)) {
      out.add(frame.retain());
    } else if (!tooLarge && !refused) {
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
      if (!receiver.refuse(broken)) {
        throw failure;
      }
      refused = true;
      return null;
    }
  }

  private ByteBuf inflate(ChannelHandlerContext ctx, WebSocketFrame frame) {
    Inflater own = inflater;
    if (own == null) {
      own = new Inflater(true);
      inflater = own;
    }
    byte[] input = new byte[frame.content().readableBytes()];
    frame.content().getBytes(frame.content().readerIndex(), input);
    ByteBuf to = ctx.alloc().buffer(Math.min(maxMessageBytes, Math.max(CHUNK, 2 * input.length)));
    boolean done = false;
    try {
      inflate(own, input, to);
      if (frame.isFinalFragment()) {
        inflate(own, TAIL, to);
        if (!keepsContext) {
          end();
        }
      }
      done = true;
      return to;
    } catch (DataFormatException e) {
      throw new CorruptedWebSocketFrameException(
          WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "message that cannot be inflated", e);
    } finally {
      if (!done) {
        to.release();
      }
    }
  }

  private void inflate(Inflater own, byte[] input, ByteBuf to) throws DataFormatException {
    byte[] chunk = new byte[CHUNK];
    own.setInput(input);
    while (true) {
      int length = own.inflate(chunk);
      if (length > maxMessageBytes - inflated) {
        tooLarge = true;
        throw new TooLongFrameException("message inflates beyond " + maxMessageBytes + " bytes");
      }
      inflated += length;
      to.writeBytes(chunk, 0, length);
      if (own.needsDictionary()) {
        throw new DataFormatException("dictionary");
      }
      if (own.finished()) {
        // Section 7.2.3.4: a final block may be followed by others.
        int left = own.getRemaining();
        own.reset();
        if (left == 0) {
          return;
        }
        own.setInput(input, input.length - left, left);
      } else if (length == 0) {
        return;
      }
    }
  }

  private void end() {
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) throws Exception {
    end();
    super.handlerRemoved(ctx);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    end();
    super.channelInactive(ctx);
  }
}
