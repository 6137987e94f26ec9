package dev.roost.internal.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether bytes leave a channel: whether the kernel has accepted any since the last look, or
 * has sent any of those that it had.
 *
 * <p>The second matters on slow lines. The kernel keeps up to some MB for each connection, and
 * accepts more only when a third of that has left, which takes more than a minute at 25 KB/s. How
 * long ago it sent something can be asked with epoll only.
 */
final class SendProgress {
  private static final boolean KNOWS_EPOLL = knowsEpoll();

  private @Nullable Object head;
  private long headProgress;
  private long lookedAtNanos;

  /** Whether any byte has left since this was last asked; true when it is asked first. */
  boolean since(Channel channel) {
    long now = System.nanoTime();
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    Object current = waiting == null ? null : waiting.current();
    long progress = waiting == null ? 0 : waiting.currentProgress();
    boolean left = current != head || progress != headProgress || lookedAtNanos == 0;
    if (!left && KNOWS_EPOLL) {
      left = Epoll.hasSentWithin(channel, TimeUnit.NANOSECONDS.toMillis(now - lookedAtNanos));
    }
    head = current;
    headProgress = progress;
    lookedAtNanos = now;
    return left;
  }

  private static boolean knowsEpoll() {
    try {
      Class.forName("io.netty.channel.epoll.EpollSocketChannel");
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  /** A class of its own, for it can be used only where Netty's epoll transport is. */
  private static final class Epoll {
    /** Whether the kernel sent new bytes in that time, and not the same ones again. */
    static boolean hasSentWithin(Channel channel, long millis) {
      if (!(channel instanceof EpollSocketChannel socket) || !socket.isOpen()) {
        return false;
      }
      EpollTcpInfo info = socket.tcpInfo();
      return info.lastDataSent() < millis && info.retransmits() == 0;
    }
  }
}
