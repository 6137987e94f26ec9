package dev.roost.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundBuffer.MessageProcessor;

/** The bytes in the queue of a Netty channel. */
abstract class ChannelBacklog extends Backlog {
  /** The overhead that Netty counts for each entry of the queue, besides its bytes. */
  private static final int ENTRY_BYTES = 96;

  private final Channel channel;
  private final SendProgress progress = new SendProgress();

  ChannelBacklog(Channel channel) {
    this.channel = channel;
  }

  @Override
  long waitingBytes() {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting == null ? 0 : waiting.totalPendingWriteBytes();
  }

  /** Right where each entry of the queue is one message, or small ones that were gathered. */
  @Override
  long headBytes() {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting != null && waiting.current() instanceof ByteBuf head
        ? ENTRY_BYTES + waiting.currentProgress() + head.readableBytes()
        : 0;
  }

  @Override
  boolean hasProgressed() {
    return progress.since(channel);
  }

  @Override
  String describe() {
    return "transport=websocket client=" + PeerAddress.of(channel.remoteAddress());
  }

  @Override
  long ownBytes() {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    if (waiting == null) {
      return 0;
    }
    Sample sample = new Sample();
    try {
      waiting.forEachFlushedMessage(sample);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return sample.ownOf(waiting.totalPendingWriteBytes());
  }

  /**
   * Looks at the first messages of the queue, how much of each is for this connection only: of a
   * buffer that waits at many connections, each has its share.
   */
  private static final class Sample implements MessageProcessor {
    /** More would take long where many small messages wait at many connections. */
    private static final int ENOUGH = 32;

    private int looked;
    private long bytes;
    private long own;

    @Override
    public boolean processMessage(Object message) {
      if (message instanceof ByteBuf buffer) {
        int length = buffer.readableBytes();
        bytes += ENTRY_BYTES + length;
        own += ENTRY_BYTES + length / Math.max(1, holders(buffer));
      }
      return ++looked < ENOUGH;
    }

    private static int holders(ByteBuf buffer) {
      ByteBuf root = buffer;
      for (ByteBuf inner = root.unwrap(); inner != null; inner = root.unwrap()) {
        root = inner;
      }
      return root.refCnt();
    }

    long ownOf(long waiting) {
      return bytes == 0 ? waiting : (long) ((double) waiting * own / bytes);
    }
  }
}
