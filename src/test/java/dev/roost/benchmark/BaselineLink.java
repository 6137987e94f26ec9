package dev.roost.benchmark;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The least that connects two {@link NettyBaseline} servers: a TCP connection for each direction,
 * and batches at the interval of Roost's cluster. It sends each message to the other server,
 * without checks, sequence numbers or limits.
 *
 * <p>A message is its length (4 bytes), the length of the topic (2), the topic, and the payload.
 */
final class BaselineLink {
  private static final int INTERVAL_MILLIS = 2;
  private static final int RECONNECT_MILLIS = 100;

  private final NettyBaseline server;
  private final EventLoop loop;
  private final Queue<ByteBuf> waiting = new ConcurrentLinkedQueue<>();

  // Whether a flush is scheduled, which takes what is added until then.
  private final AtomicBoolean flushes = new AtomicBoolean();

  private volatile @Nullable Channel other;

  /** Runs on the event loop, which serves clients, too. */
  BaselineLink(NettyBaseline server, EventLoop loop) {
    this.server = server;
    this.loop = loop;
  }

  void listen(EventLoopGroup acceptor, InetSocketAddress address) throws InterruptedException {
    new ServerBootstrap()
        .group(acceptor, loop)
        .channel(EpollServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Reader());
              }
            })
        .bind(address)
        .sync();
  }

  /** Connects to the other server as soon as that listens. */
  void connect(InetSocketAddress address) {
    new Bootstrap()
        .group(loop)
        .channel(EpollSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                // Nothing comes back.
              }
            })
        .connect(address)
        .addListener(
            (ChannelFuture connected) -> {
              if (connected.isSuccess()) {
                other = connected.channel();
              } else {
                loop.schedule(() -> connect(address), RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
              }
            });
  }

  /** Sends the payload, a slice of the buffer, to the other server. From any event loop. */
  void send(byte[] topic, ByteBuf source, int payload, int length) {
    int content = 2 + topic.length + length;
    waiting.add(
        ByteBufAllocator.DEFAULT
            .directBuffer(4 + content)
            .writeInt(content)
            .writeShort(topic.length)
            .writeBytes(topic)
            .writeBytes(source, payload, length));
    if (!flushes.get() && flushes.compareAndSet(false, true)) {
      loop.execute(this::flushLater);
    }
  }

  private void flushLater() {
    loop.schedule(this::flush, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void flush() {
    if (sendAll()) {
      flushLater();
      return;
    }
    flushes.set(false);
    // A message that was added before the reset did not schedule a flush.
    if (sendAll() && flushes.compareAndSet(false, true)) {
      flushLater();
    }
  }

  private boolean sendAll() {
    Channel receiver = other;
    boolean found = false;
    for (ByteBuf next = waiting.poll(); next != null; next = waiting.poll()) {
      found = true;
      if (receiver == null) {
        next.release();
      } else {
        receiver.write(next, receiver.voidPromise());
      }
    }
    if (found && receiver != null) {
      receiver.flush();
    }
    return found;
  }

  /** Reads what the other server sends. */
  private final class Reader extends ByteToMessageDecoder {
    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
      while (in.readableBytes() >= 4) {
        int start = in.readerIndex() + 4;
        int content = in.getInt(start - 4);
        if (in.writerIndex() < start + content) {
          return;
        }
        int topic = in.getShort(start);
        int payload = start + 2 + topic;
        server.receive(in, start + 2, topic, payload, content - 2 - topic, ctx.channel());
        in.readerIndex(start + content);
      }
    }
  }
}
