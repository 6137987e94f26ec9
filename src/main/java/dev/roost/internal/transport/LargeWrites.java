package dev.roost.internal.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import java.util.ArrayDeque;

/**
 * The large messages that one connection has not sent completely. If handlers of the pipeline split
 * a message into pieces (TLS), only this tells how many waiting bytes belong to the message being
 * written; small messages do not matter for that.
 */
final class LargeWrites {
  /** Messages of at least so many bytes are large. */
  static final int LARGE = 1 << 16;

  private final ArrayDeque<Large> waiting = new ArrayDeque<>();

  /** One message. */
  private static final class Large {
    private long bytes;
  }

  /** Writes a large message, without a flush. */
  void write(ChannelHandlerContext out, Object frame) {
    Large large = new Large();
    waiting.add(large);
    ChannelPromise written = out.newPromise();
    // They are written in order.
    written.addListener(done -> waiting.poll());
    long before = pending(out);
    out.write(frame, written);
    // Counts the bytes that the handlers made of the message, which may be fewer or more.
    large.bytes = pending(out) - before;
  }

  /** How many bytes the first of them has. */
  long headBytes() {
    Large head = waiting.peek();
    return head == null ? 0 : head.bytes;
  }

  private static long pending(ChannelHandlerContext out) {
    ChannelOutboundBuffer buffer = out.channel().unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }
}
