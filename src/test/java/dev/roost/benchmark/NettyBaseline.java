package dev.roost.benchmark;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

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
  private @Nullable BaselineLink link;

  private NettyBaseline(EventLoopGroup group) {
    for (EventExecutor executor : group) {
      loops.put(executor, new BaselineLoop(executor, loops.size()));
    }
  }

  /**
   * Starts the server.
   *
   * @param args {@code --port N}, and for two servers that are linked {@code --cluster-port N
   *     --members 127.0.0.1:N,127.0.0.1:M}
   */
  public static void main(String[] args) throws InterruptedException {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      given.put(args[i], args[i + 1]);
    }
    int port = Integer.parseInt(given.get("--port"));
    EventLoopGroup acceptor = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(LOOPS, EpollIoHandler.newFactory());
    NettyBaseline server = new NettyBaseline(group);
    if (given.containsKey("--cluster-port")) {
      server.link(
          acceptor,
          group.next(),
          Integer.parseInt(given.get("--cluster-port")),
          List.of(given.get("--members").split(",")));
    }
    new ServerBootstrap()
        .group(acceptor, group)
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

  private void link(EventLoopGroup acceptor, EventLoop loop, int port, List<String> members)
      throws InterruptedException {
    link = new BaselineLink(this, loop);
    link.listen(acceptor, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    for (String member : members) {
      int memberPort = Integer.parseInt(member.substring(member.indexOf(':') + 1));
      if (memberPort != port) {
        link.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), memberPort));
      }
    }
  }

  private BaselineConnection connection(Channel channel) {
    return new BaselineConnection(this, loops.get(channel.eventLoop()));
  }

  /** The link to the other server, or null without one. */
  @Nullable BaselineLink link() {
    return link;
  }

  /** Delivers what the other server sent, on its connection's loop. */
  void receive(ByteBuf in, int topic, int topicLength, int payload, int length, Channel from) {
    topic(in.toString(topic, topicLength, StandardCharsets.US_ASCII))
        .deliver(in, payload, length, loops.get(from.eventLoop()));
  }

  BaselineTopic topic(String name) {
    return topics.computeIfAbsent(
        name, unknown -> new BaselineTopic(this, unknown, loops.values()));
  }
}
