package dev.roost.benchmark.blocking;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures channels that block: {@code .ci/blocking [seconds]}, with the JDK of {@code JAVA_HOME}.
 * Each case runs against its own server process. It prints the figures of the best of five rounds,
 * the one with the least CPU time per answer:
 *
 * <ul>
 *   <li>answers a second, and how many came out of order (none may);
 *   <li>the server's CPU time for each answer, and that of its event loops;
 *   <li>how much of the time an event loop was busy;
 *   <li>used heap after a collection and resident memory, while the load goes on.
 * </ul>
 */
public final class BlockingLoad {
  private static final int WARM_UP_SECONDS = 6;
  private static final int ROUNDS = 5;

  /** A load: the kind of channel, the clients, and the messages in flight of each. */
  private record Case(String name, String channel, int threads, int clients, int inFlight) {}

  private static final List<Case> CASES =
      List.of(
          new Case("sleep 50 ms, 64 threads", "sleep", 64, 1_000, 2),
          new Case("sleep 50 ms, 1,000 threads", "sleep", 1_000, 1_000, 2),
          new Case("echo, plain, 1 in flight", "plain", 64, 200, 1),
          new Case("echo, blocking, 1 in flight", "blocking", 64, 200, 1),
          new Case("echo, plain, 16 in flight", "plain", 64, 200, 16),
          new Case("echo, blocking, 16 in flight", "blocking", 64, 200, 16));

  /** A server process and its figures. */
  private record Server(Process process, BufferedReader output, PrintWriter input, int port) {
    static Server start(int threads) throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx1g",
                  "-cp",
                  System.getProperty("java.class.path"),
                  BlockingServer.class.getName(),
                  Integer.toString(threads))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      PrintWriter input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
      String line = output.readLine();
      while (line != null && !line.startsWith("port ")) {
        line = output.readLine();
      }
      if (line == null) {
        throw new IOException("the server did not start");
      }
      return new Server(process, output, input, Integer.parseInt(line.substring(5)));
    }

    Figures ask(String what) throws IOException {
      input.println(what);
      return Figures.ofLine(output.readLine());
    }

    void stop() throws InterruptedException {
      input.close();
      process.waitFor(10, TimeUnit.SECONDS);
      process.destroyForcibly();
    }
  }

  private record Round(
      double answersPerSecond, double cpuMicros, double loopMicros, double loopPercent) {}

  private BlockingLoad() {}

  /**
   * Runs all cases.
   *
   * @param args how many seconds each round takes, 3 by default
   */
  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    System.out.println("JDK " + Runtime.version());
    System.out.printf(
        "%-28s %9s %9s %9s %9s %7s %9s %9s %8s%n",
        "case",
        "answers/s",
        "disorder",
        "CPU µs",
        "loop µs",
        "loop %",
        "heap MB",
        "RSS MB",
        "threads");
    for (Case each : CASES) {
      run(each, seconds);
    }
    System.exit(0);
  }

  private static void run(Case load, int seconds) throws Exception {
    Server server = Server.start(load.threads);
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    try {
      LongAdder answers = new LongAdder();
      LongAdder disorders = new LongAdder();
      List<LoadClient> clients = connect(vertx, server, load, answers, disorders);
      vertx.runOnContext(start -> clients.forEach(LoadClient::start));
      TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);

      List<Round> rounds = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        rounds.add(measure(server, answers, seconds));
      }
      Figures collected = server.ask("collect");
      Round best = Collections.min(rounds, Comparator.comparingDouble(Round::cpuMicros));
      System.out.printf(
          "%-28s %9.0f %9d %9.1f %9.1f %7.1f %9.1f %9.1f %8d%n",
          load.name,
          best.answersPerSecond,
          disorders.sum(),
          best.cpuMicros,
          best.loopMicros,
          best.loopPercent,
          collected.heapBytes() / 1e6,
          collected.rssBytes() / 1e6,
          collected.threads());
    } finally {
      server.stop();
      vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  private static Round measure(Server server, LongAdder answers, int seconds) throws Exception {
    Figures before = server.ask("figures");
    long answersBefore = answers.sum();
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    Figures after = server.ask("figures");
    double count = answers.sum() - answersBefore;
    double nanos = System.nanoTime() - start;
    double loopNanos = after.loopNanos() - before.loopNanos();
    return new Round(
        count * 1e9 / nanos,
        (after.cpuNanos() - before.cpuNanos()) / 1e3 / count,
        loopNanos / 1e3 / count,
        100 * loopNanos / nanos / Runtime.getRuntime().availableProcessors());
  }

  private static List<LoadClient> connect(
      Vertx vertx, Server server, Case load, LongAdder answers, LongAdder disorders)
      throws Exception {
    WebSocketClient client =
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(load.clients));
    List<Future<LoadClient>> joining = new ArrayList<>();
    for (int i = 0; i < load.clients; i++) {
      String topic = load.channel + ":" + i;
      joining.add(LoadClient.join(client, server.port, topic, load.inFlight, answers, disorders));
    }
    Future.all(joining).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    return joining.stream().map(Future::result).toList();
  }
}
