package dev.roost.internal.transport;

import dev.roost.internal.session.AssemblyBudget;
import dev.roost.internal.session.AssemblyBudget.Assembly;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Netty's decoder of frames, and what Netty leaves out: it tells its connection of each read,
 * counts what it keeps against the endpoint's {@link AssemblyBudget}, bounds the fragments of a
 * message, and checks the reserved bits of compressed connections. {@linkplain WholeText Text
 * messages that have arrived whole} go to the connection without passing through Netty's decoder.
 *
 * <p>A subclass and not a handler in front, because only the decoder knows what it keeps, and a
 * handler more would cost each connection memory.
 */
final class BoundedFrameDecoder extends WebSocket13FrameDecoder {
  /** RFC 7692 section 6: the first frame of a compressed message. */
  private static final int COMPRESSED = 4;

  private final boolean mayBeCompressed;
  private final int maxFrameSize;
  private final int maxFragments;
  private final Receiver receiver;
  private final AssemblyBudget budget;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Assembly assembly;
  private int aggregated;
  private int fragments;
  private boolean inFrame;
  private boolean inMessage;
  private boolean discarding;
  private boolean released;

  BoundedFrameDecoder(
      WebSocketDecoderConfig config, int maxFragments, Receiver receiver, AssemblyBudget budget) {
    super(config);
    this.mayBeCompressed = config.allowExtensions();
    this.maxFrameSize = config.maxFramePayloadLength();
    this.maxFragments = maxFragments;
    this.receiver = receiver;
    this.budget = budget;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object input) throws Exception {
    receiver.bytesReceived();
    if (discarding) {
      ReferenceCountUtil.release(input);
      return;
    }
    if (receiver.takesText() && !inFrame && !inMessage && input instanceof ByteBuf bytes) {
      takeText(bytes);
      if (!bytes.isReadable()) {
        bytes.release();
        return;
      }
    }
    try {
      super.channelRead(ctx, input);
    } finally {
      count(ctx);
    }
  }

  private void takeText(ByteBuf bytes) {
    try {
      byte[] text = WholeText.read(bytes, maxFrameSize);
      while (text != null) {
        receiver.receiveText(text);
        text = WholeText.read(bytes, maxFrameSize);
      }
    } catch (Throwable failure) {
      // Netty's decoder, which releases what it gets, does not get it.
      bytes.release();
      throw failure;
    }
  }

  /** Says how many bytes of a message of several frames wait for its last one. */
  void aggregated(int bytes) {
    aggregated = bytes;
  }

  private void count(ChannelHandlerContext ctx) {
    // The capacity: a few bytes of a frame pin the whole buffer that they were read into.
    int held = aggregated + internalBuffer().capacity();
    if (assembly != null) {
      assembly.hold(released ? 0 : held);
    } else if (held > 0 && !released) {
      assembly = budget.open(ctx.executor(), this::endAssembly);
      assembly.hold(held);
    }
  }

  private void endAssembly() {
    if (assembly != null && !released) {
      receiver.endAssembly(assembly.held());
    }
  }

  /** Gives the budget back what is held. The connection has ended. */
  void release() {
    released = true;
    if (assembly != null) {
      assembly.hold(0);
    }
  }

  /** Drops what is kept, here and by the aggregator, and all that comes. Not within a read. */
  void discard() {
    ChannelHandlerContext ctx = context;
    discarding = true;
    if (ctx == null || ctx.isRemoved()) {
      return;
    }
    ChannelHandler aggregator = ctx.pipeline().get(FragmentAggregator.class);
    if (aggregator != null) {
      ctx.pipeline().remove(aggregator);
    }
    aggregated = 0;
    internalBuffer().skipBytes(actualReadableBytes());
    try {
      // Netty releases a buffer that was read to its end at the next read.
      super.channelRead(ctx, Unpooled.EMPTY_BUFFER);
    } catch (Exception failure) {
      ctx.fireExceptionCaught(failure);
    }
    count(ctx);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    int before = out.size();
    inFrame = true;
    try {
      super.decode(ctx, in, out);
    } catch (CorruptedWebSocketFrameException broken) {
      if (!receiver.refuse(broken)) {
        throw broken;
      }
      in.skipBytes(in.readableBytes());
      discarding = true;
      return;
    }
    if (out.size() > before) {
      WebSocketFrame frame = (WebSocketFrame) out.get(before);
      inFrame = false;
      inMessage = isData(frame) ? !frame.isFinalFragment() : inMessage;
      CorruptedWebSocketFrameException fault = fault(frame);
      if (fault != null) {
        ReferenceCountUtil.release(out.remove(before));
        in.skipBytes(in.readableBytes());
        discarding = true;
        if (!receiver.refuse(fault)) {
          throw fault;
        }
      }
    }
  }

  private static boolean isData(WebSocketFrame frame) {
    return frame instanceof TextWebSocketFrame
        || frame instanceof BinaryWebSocketFrame
        || frame instanceof ContinuationWebSocketFrame;
  }

  private @Nullable CorruptedWebSocketFrameException fault(WebSocketFrame frame) {
    boolean begins = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
    // Netty lets any of the three bits pass once there is an extension.
    if (mayBeCompressed && frame.rsv() != 0 && !(begins && frame.rsv() == COMPRESSED)) {
      return new CorruptedWebSocketFrameException(
          WebSocketCloseStatus.PROTOCOL_ERROR,
          "RSV bits " + frame.rsv() + " on a frame that may not have them");
    }
    if (begins) {
      fragments = 1;
    } else if (frame instanceof ContinuationWebSocketFrame && ++fragments > maxFragments) {
      receiver.tooManyFragments();
      return tooManyFragments(maxFragments);
    }
    return null;
  }

  /** Refuses a message of more fragments. */
  static CorruptedWebSocketFrameException tooManyFragments(int max) {
    return new CorruptedWebSocketFrameException(
        WebSocketCloseStatus.POLICY_VIOLATION, "message of more than " + max + " fragments");
  }
}
