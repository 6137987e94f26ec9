package dev.roost.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * A connection of Netty without a network: it has a pipeline, an event loop and a queue of writes
 * as any other. A flush counts the frames and drops them. The client reads at once and answers
 * close frames.
 *
 * <p>Netty's {@code EmbeddedChannel} has an event loop of its own, and keeps all messages.
 */
final class SimulatedChannel extends AbstractChannel {
  private static final ChannelMetadata METADATA = new ChannelMetadata(false);
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final ChannelConfig config = new DefaultChannelConfig(this);
  private final SimulatedLoop counts;
  private boolean closed;

  SimulatedChannel(SimulatedLoop counts) {
    super(null);
    this.counts = counts;
    config.setAllocator(PooledByteBufAllocator.DEFAULT);
  }

  /** The client sends bytes. On the event loop. */
  void receive(ByteBuf bytes) {
    pipeline().fireChannelRead(bytes);
    pipeline().fireChannelReadComplete();
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer out) {
    boolean closing = false;
    for (Object message = out.current(); message != null; message = out.current()) {
      closing |= counts.count((ByteBuf) message);
      out.remove();
    }
    if (closing) {
      eventLoop().execute(() -> receive(ClientFrames.close()));
    }
  }

  @Override
  protected void doClose() {
    closed = true;
  }

  @Override
  protected void doDisconnect() {
    closed = true;
  }

  @Override
  protected void doBeginRead() {}

  @Override
  protected void doBind(SocketAddress localAddress) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new AbstractUnsafe() {
      @Override
      public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        promise.setFailure(new UnsupportedOperationException());
      }
    };
  }

  @Override
  protected boolean isCompatible(EventLoop loop) {
    return true;
  }

  @Override
  protected SocketAddress localAddress0() {
    return ADDRESS;
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return ADDRESS;
  }

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public boolean isActive() {
    return !closed;
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }
}
