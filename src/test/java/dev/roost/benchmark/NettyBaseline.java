package dev.roost.benchmark;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The baseline: the least work that a JVM server can do for the same load. It parses and writes
 * frames by hand, finds fields by their quotes, and passes a broadcast as one buffer to each event
 * loop with subscribers.
 */
public final class NettyBaseline {
  private static final int LOOPS = Runtime.getRuntime().availableProcessors();
  private static final int BACKLOG = 4096;

  private final Map<EventExecutor, BaselineLoop> loops = new HashMap<>();
  private final Map<String, BaselineTopic> topics = new ConcurrentHashMap<>();

  private NettyBaseline(EventLoopGroup group) {
    for (EventExecutor executor : group) {
      loops.put(executor, new BaselineLoop(executor, loops.size()));
    }
  }

  /**
   * Starts the server.
   *
   * @param args {@code --port N}
   */
  public static void main(String[] args) throws InterruptedException {
    int port = Integer.parseInt(args[1]);
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(LOOPS, EpollIoHandler.newFactory());
    NettyBaseline server = new NettyBaseline(group);
    new ServerBootstrap()
        .group(new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()), group)
        .channel(EpollServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(server.connection(channel));
              }
            })
        .bind("127.0.0.1", port)
        .sync();
    System.out.println("ready on port " + port);
  }

  private BaselineConnection connection(Channel channel) {
    return new BaselineConnection(this, loops.get(channel.eventLoop()));
  }

  BaselineTopic topic(String name) {
    return topics.computeIfAbsent(name, unknown -> new BaselineTopic(unknown, loops.values()));
  }
}
