package dev.roost.internal.transport;

import dev.roost.internal.session.Overload;
import dev.roost.internal.session.SessionOutput;
import dev.roost.serializer.Frame;
import dev.roost.serializer.ReplyMessage;
import dev.roost.serializer.Serializer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The writing side of a taken-over connection: frames, flushes, and what waits for the client.
 *
 * <p>A superclass and not an object of its own, as there is one for each connection.
 */
abstract class ConnectionOutput extends ChannelDuplexHandler implements SessionOutput {
  /** Frames of fewer bytes are gathered: beyond, copying them costs more than it saves. */
  private static final int SMALL = 1_024;

  /** So many bytes of small frames become one buffer. */
  private static final int GATHERED = 4_096;

  /** The frame of a reply, without its topic and payload; the buffer grows if it is more. */
  private static final int AROUND_REPLY = 96;

  final LoopConnections shared;

  /** The window of compression that the client agreed to, or {@link Compression#NONE}. */
  private final byte windowBits;

  private @Nullable ChannelHandlerContext out;
  private Channel.@Nullable Unsafe channel;
  private boolean isDirect;
  private @Nullable LargeWrites largeWrites;
  private @Nullable ByteBuf gathered;
  private @Nullable Backlog backlog;
  private boolean flushPending;
  private int lastTurn;

  /**
   * @param compression what the client agreed to, or null
   */
  ConnectionOutput(LoopConnections shared, @Nullable Compression compression) {
    this.shared = shared;
    this.windowBits = (byte) (compression == null ? Compression.NONE : compression.windowBits());
  }

  /** Whether frames may be sent. */
  abstract boolean isOpen();

  /** Too much waits for the client, or too long. */
  abstract void overloaded(Overload why);

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel().unsafe();
    // Writes from this context skip the handlers that only read.
    out = ctx.pipeline().context(PipelineTakeOver.DECODER);
  }

  /** The pipeline is complete: all handlers of HTTP have left it. */
  final void handshakeEnded() {
    // Without a handler that changes what is written, such as TLS, writes go around the pipeline.
    // In a message to many clients, each pipeline's objects would have to be loaded from memory.
    isDirect = out().pipeline().firstContext() == out;
  }

  /** The connection is gone, and nothing waits any more. */
  final void releaseOutput() {
    if (gathered != null) {
      gathered.release();
      gathered = null;
    }
    if (backlog != null) {
      shared.backlogs().remove(backlog);
    }
  }

  @Override
  public final void send(Frame frame) {
    if (!isOpen() || isOverloaded()) {
      frame.release();
      return;
    }
    ByteBuf compressed = compressed(frame);
    ByteBuf bytes = frame.bytes();
    if (compressed != null) {
      bytes = compressed.retain();
      frame.release();
    }
    if (bytes.readableBytes() < SMALL) {
      gather(bytes);
    } else {
      write(bytes, bytes.readableBytes());
    }
  }

  // Replies to pushes that came in one read leave as one buffer: for the allocator, Netty's queue
  // and the system call it is one message.
  @Override
  public final void send(ReplyMessage reply, Serializer serializer) {
    int expected = AROUND_REPLY + reply.topic().length() + reply.response().length();
    if (expected >= SMALL || windowBits != Compression.NONE) {
      send(serializer.encode(reply));
    } else if (isOpen() && !isOverloaded()) {
      serializer.append(gathering(expected), reply);
      flushLater();
    }
  }

  private void gather(ByteBuf frame) {
    if (gathered == null) {
      gathered = frame;
    } else {
      gathering(frame.readableBytes()).writeBytes(frame);
      frame.release();
    }
    flushLater();
  }

  // The first buffer has room for one reply, as most reads bring one message.
  private ByteBuf gathering(int length) {
    ByteBuf open = gathered;
    if (open == null) {
      open = out().alloc().directBuffer(length);
      gathered = open;
    } else if (!open.isWritable(length)) {
      writeGathered();
      open = out().alloc().directBuffer(GATHERED);
      gathered = open;
    }
    return open;
  }

  /** Writes what was gathered. Called before anything else is written. */
  final void writeGathered() {
    ByteBuf open = gathered;
    if (open != null) {
      gathered = null;
      writeNow(open, open.readableBytes());
    }
  }

  @Override
  public final void sendShared(Frame frame) {
    if (isOpen() && !isOverloaded()) {
      ByteBuf compressed = compressed(frame);
      ByteBuf bytes = compressed == null ? frame.bytes() : compressed;
      write(bytes.retainedDuplicate(), bytes.readableBytes());
    }
  }

  // Of the frame, which it belongs to; null to send the message as it is.
  private @Nullable ByteBuf compressed(Frame frame) {
    if (windowBits == Compression.NONE) {
      return null;
    }
    int length = frame.contentLength();
    if (!shared.compressor().accepts(length) || !Compression.fits(length, windowBits)) {
      return null;
    }
    ByteBuf compressed = frame.compressed(shared.compressor());
    if (compressed != null) {
      shared.traffic().countCompressed(frame.bytes().readableBytes(), compressed.readableBytes());
    }
    return compressed;
  }

  final void write(Object frame, int length) {
    writeGathered();
    writeNow(frame, length);
    flushLater();
  }

  private void writeNow(Object frame, int length) {
    if (isDirect) {
      channel().write(frame, channel().voidPromise());
    } else if (length >= LargeWrites.LARGE) {
      writeLarge(frame);
    } else {
      out().write(frame, out().voidPromise());
    }
  }

  private void flushLater() {
    FlushBatch flushes = shared.flushes();
    lastTurn = flushes.count(lastTurn);
    if (!flushPending) {
      flushPending = true;
      flushes.add(this);
    }
  }

  private void writeLarge(Object frame) {
    if (largeWrites == null) {
      largeWrites = new LargeWrites();
    }
    largeWrites.write(out(), frame);
  }

  /** Called once for all writes since the last time. */
  final void flush() {
    flushPending = false;
    flushNow();
    recordBacklog();
  }

  private void flushNow() {
    writeGathered();
    if (isDirect) {
      channel().flush();
    } else {
      out().flush();
    }
  }

  // Most connections have nothing waiting after a flush, and cost nothing more.
  final void recordBacklog() {
    ChannelOutboundBuffer waiting = channel().outboundBuffer();
    if (waiting != null && waiting.totalPendingWriteBytes() > 0) {
      shared.backlogs().note(backlog());
    }
  }

  private Backlog backlog() {
    Backlog known = backlog;
    if (known == null) {
      known = new Waiting();
      backlog = known;
    }
    return known;
  }

  // A channel counts as not writable while more than maxOutboundBytes wait.
  final boolean isOverloaded() {
    return !isWritable() && isBeyondHardLimit();
  }

  private boolean isBeyondHardLimit() {
    ChannelOutboundBuffer waiting = channel().outboundBuffer();
    if (waiting == null || !out().channel().isActive()) {
      // The client is gone, which this connection is about to be told.
      return true;
    }
    if (waiting.size() == 0) {
      // Nothing was flushed that still waits: all of it may only wait for us.
      flushNow();
      if (isWritable()) {
        return false;
      }
    }
    return shared.backlogs().isBeyondHardLimit(backlog());
  }

  private boolean isWritable() {
    ChannelOutboundBuffer waiting = channel().outboundBuffer();
    return waiting != null && waiting.isWritable();
  }

  private Channel.Unsafe channel() {
    return Objects.requireNonNull(channel);
  }

  final ChannelHandlerContext out() {
    return Objects.requireNonNull(out);
  }

  @Override
  public final long queuedBytes() {
    ChannelOutboundBuffer waiting = channel == null ? null : channel.outboundBuffer();
    int unwritten = gathered == null ? 0 : gathered.readableBytes();
    return unwritten + (waiting == null ? 0 : waiting.totalPendingWriteBytes());
  }

  @Override
  public final long queueRoom() {
    return channel == null ? 0 : shared.backlogs().roomFor(backlog());
  }

  /** The bytes that this connection's client has not read yet. */
  private final class Waiting extends ChannelBacklog {
    Waiting() {
      super(out().channel());
    }

    @Override
    long headBytes() {
      if (isDirect) {
        return super.headBytes();
      }
      return largeWrites == null ? 0 : largeWrites.headBytes();
    }

    @Override
    void flush() {
      ConnectionOutput.this.flushNow();
    }

    @Override
    void end(Overload why) {
      overloaded(why);
    }
  }
}
