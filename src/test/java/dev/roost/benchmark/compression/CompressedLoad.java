package dev.roost.benchmark.compression;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.Inflater;

/**
 * Loads a server with clients that offer compression, and writes a report.
 *
 * <ul>
 *   <li>{@code fanout}: all join one topic, and the first one publishes at a fixed rate. Each
 *       message must arrive at each client once, in order and unchanged.
 *   <li>{@code join}: they join and get one message, and stay for {@code --hold} seconds.
 * </ul>
 */
public final class CompressedLoad implements LoadConnection.Load {
  private static final int TICKS_PER_SECOND = 100;
  private static final int AT_A_TIME = 64;
  private static final long DRAIN_SECONDS = 60;

  private final Map<String, String> given;
  private final int clients;
  private final int topics;
  private final Payloads payloads;
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final Inflater inflater = new Inflater(true);
  private final List<LoadConnection> connections = new ArrayList<>();
  private final Map<Integer, byte[]> expected = new HashMap<>();
  private final Map<Integer, Long> due = new HashMap<>();
  private final Counts counts = new Counts();
  private long windowStart = Long.MAX_VALUE;
  private long windowEnd = Long.MAX_VALUE;
  private int started;
  private int ready;
  private int lost;
  private int published;
  private long received;
  private int reordered;
  private int malformed;
  private boolean stopping;

  private CompressedLoad(Map<String, String> given) {
    this.given = given;
    this.clients = number("conns", 1_000);
    this.topics = number("topics", 1);
    this.payloads = new Payloads(number("size", 1_024));
  }

  private int number(String name, int otherwise) {
    return Integer.parseInt(given.getOrDefault(name, String.valueOf(otherwise)));
  }

  private double seconds(String name) {
    return Double.parseDouble(given.getOrDefault(name, "0"));
  }

  /**
   * Runs the load.
   *
   * @param args the mode, then {@code --name value}; --json is the only form of the report
   */
  public static void main(String[] args) throws Exception {
    Map<String, String> given = new HashMap<>();
    List<String> rest = Arrays.stream(args).filter(each -> !each.equals("--json")).toList();
    for (int i = 1; i + 1 < rest.size(); i += 2) {
      given.put(rest.get(i).substring(2), rest.get(i + 1));
    }
    JsonObject report = new CompressedLoad(given).run(rest.get(0).equals("fanout"));
    System.out.println(report.encode());
    System.exit(report.getBoolean("ok") ? 0 : 2);
  }

  private JsonObject run(boolean publishes) throws Exception {
    on(this::connectMore);
    waitUntil(() -> ready + lost >= clients);
    JsonObject report = new JsonObject();
    if (publishes) {
      fanOut(report);
    } else {
      on(() -> publish(0, System.nanoTime()));
      pause(seconds("hold"));
    }
    on(
        () -> {
          stopping = true;
          long missing = (long) published * clients - received;
          boolean ok = missing == 0 && lost == 0 && reordered == 0 && malformed == 0;
          report
              .put("connections", Map.of("requested", clients, "ready", ready, "lost_later", lost))
              .put(
                  "violations",
                  Map.of("missing", missing, "reordered", reordered, "malformed", malformed))
              .put("server_memory", Map.of("rss_now_kb", residentKb()))
              .put("ok", ok);
        });
    return report;
  }

  private void fanOut(JsonObject report) throws Exception {
    int rate = number("rate", 10);
    double warmUp = seconds("warmup");
    double duration = seconds("duration");
    long begin = System.nanoTime();
    windowStart = begin + (long) (warmUp * 1e9);
    windowEnd = windowStart + (long) (duration * 1e9);
    int messages = (int) ((warmUp + duration) * rate);
    double cpuBefore = cpuSeconds();
    for (int i = 0; i < messages; i++) {
      int number = i;
      long at = begin + i * 1_000_000_000L / rate;
      loop.schedule(() -> publish(number, at), at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
    pause(warmUp + duration);
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
    waitUntil(
        () ->
            (published == messages && received >= (long) messages * clients)
                || System.nanoTime() > limit);
    on(
        () -> {
          // Of all messages: a server that is too slow is at work on some when the window begins.
          double used = cpuSeconds() - cpuBefore;
          report
              .put("fanout", counts.report(duration))
              .put(
                  "cost",
                  Map.of(
                      "server_cpu_s",
                      used,
                      "server_cpu_us_per_delivery",
                      used * 1e6 / Math.max(1, received)));
        });
  }

  private void publish(int number, long at) {
    byte[] payload = payloads.of(number);
    expected.put(number, payload);
    due.put(number, at);
    published++;
    connections.get(0).publish(payload);
  }

  private void connectMore() {
    while (started < clients && started - ready - lost < AT_A_TIME) {
      LoadConnection connection = new LoadConnection("bench:" + started % topics, this);
      connections.add(connection);
      started++;
      new Bootstrap()
          .group(group)
          .channel(NioSocketChannel.class)
          .option(ChannelOption.TCP_NODELAY, true)
          .handler(
              new ChannelInitializer<Channel>() {
                @Override
                protected void initChannel(Channel channel) {
                  channel.pipeline().addLast(connection);
                }
              })
          .connect("127.0.0.1", number("port", 4_000))
          .addListener(
              connected -> {
                if (!connected.isSuccess()) {
                  lost(connection, connected.cause());
                }
              });
    }
  }

  @Override
  public void joined(LoadConnection connection) {
    ready++;
    // Memory is read while they are idle, so they all send a heartbeat at most once.
    loop.scheduleAtFixedRate(connection::heartbeat, 30, 30, TimeUnit.SECONDS);
    connectMore();
  }

  @Override
  public void received(LoadConnection connection, byte[] message, int bytesOnTheWire) {
    int start = indexOf(message, '{');
    int number = 0;
    for (int i = start + "{\"n\":".length(); i < message.length && message[i] != ','; i++) {
      number = 10 * number + message[i] - '0';
    }
    byte[] payload = expected.get(number);
    if (payload == null
        || !Arrays.equals(message, start, message.length - 1, payload, 0, payload.length)) {
      malformed++;
      return;
    }
    if (number != connection.last() + 1) {
      reordered++;
    }
    connection.last(number);
    received++;
    long at = due.get(number);
    if (at >= windowStart && at < windowEnd) {
      counts.add((System.nanoTime() - at) / 1_000, bytesOnTheWire);
    }
  }

  private static int indexOf(byte[] message, char wanted) {
    int at = 0;
    while (message[at] != wanted) {
      at++;
    }
    return at;
  }

  @Override
  public void lost(LoadConnection connection, Throwable cause) {
    if (!stopping) {
      if (lost++ == 0) {
        System.err.println("lost a connection: " + cause);
      }
      connectMore();
    }
  }

  @Override
  public Inflater inflater() {
    return inflater;
  }

  // -- The server's process

  private Path process(String file) {
    return Path.of("/proc", given.getOrDefault("pid", "self"), file);
  }

  private double cpuSeconds() {
    String stat = read(process("stat"));
    // The name, in parentheses, may hold anything; user and system time are fields 14 and 15.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_PER_SECOND;
  }

  private long residentKb() {
    return read(process("status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  // -- Time

  private interface Condition {
    boolean holds();
  }

  private void on(Runnable work) throws Exception {
    loop.submit(work).get();
  }

  private void waitUntil(Condition condition) throws Exception {
    while (!loop.submit(condition::holds).get()) {
      pause(0.1);
    }
  }

  private static void pause(double seconds) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep((long) (seconds * 1_000));
  }
}
