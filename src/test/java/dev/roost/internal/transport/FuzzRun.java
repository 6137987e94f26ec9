package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.RunningEndpoint;
import dev.roost.SocketMount;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.RawSocket;
import dev.roost.metrics.SocketSnapshot;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Attacks a real server for some seconds ({@code -Dfuzz.seconds}) while a bystander uses it.
 * Afterwards nothing of the attacks may be left. Each attack has a seed, starting with {@code
 * -Dfuzz.seed}; a failure names the seed that repeats it.
 */
final class FuzzRun {
  private static final int ATTACKERS = 3;
  private static final int MAX_FRAME = 20_000;

  /**
   * Two frames of the maximum size exhaust it, and a small frame never counts as the newest large
   * one.
   */
  private static final int ASSEMBLY_BUDGET = 40_000;

  private final RunningEndpoint server;
  private final OtherClient otherClient;
  private final ErrorWatch watch;
  private final Attack attack;
  private final long deadline;
  private final AtomicLong next;
  private final Semaphore attacked = new Semaphore(0);
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  /** One attack on a server, over one or more connections. */
  interface Attack {
    /** The server may cause an {@link IOException}, but not a timeout. */
    void run(int port, Random random) throws IOException;
  }

  /** Creates the bystander. */
  interface OtherClientFactory {
    OtherClient at(RunningEndpoint server) throws Exception;
  }

  private FuzzRun(
      RunningEndpoint server,
      OtherClient otherClient,
      ErrorWatch watch,
      Attack attack,
      long first) {
    this.server = server;
    this.otherClient = otherClient;
    this.watch = watch;
    this.attack = attack;
    this.next = new AtomicLong(first);
    this.deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("fuzz.seconds", 3));
  }

  /**
   * Runs the attacks.
   *
   * @param seed the first attack's seed, unless the command line sets another
   */
  static void run(long seed, OtherClientFactory otherClients, Attack attack) throws Exception {
    long first = Long.getLong("fuzz.seed", seed);
    Level usual = ResourceLeakDetector.getLevel();
    // Vert.x 5.0 leaks the content of pipelined requests when the client disconnects.
    ResourceLeakDetector.setLevel(Level.DISABLED);
    try (ErrorWatch watch = new ErrorWatch();
        RunningEndpoint server =
            RunningEndpoint.start(
                new EndpointOptions()
                    .checkOrigin(OriginCheck.none())
                    .assemblyBudgetBytes(ASSEMBLY_BUDGET),
                // All attacks come from one address.
                socket ->
                    describe(socket)
                        .longPoll(
                            options -> options.windowMillis(2_000).maxSessionsPerAddress(10_000)),
                FuzzRun::addOthers)) {
      server.vertx().exceptionHandler(watch::uncaught);
      FuzzRun run = new FuzzRun(server, otherClients.at(server), watch, attack, first);
      run.run();
      System.out.println("-Dfuzz.seed=" + first + ": " + (run.next.get() - first) + " attacks");
    } catch (Throwable failure) {
      throw new AssertionError("with -Dfuzz.seed=" + first + ": " + failure.getMessage(), failure);
    } finally {
      ResourceLeakDetector.setLevel(usual);
    }
  }

  private static SocketMount describe(SocketMount socket) {
    return socket
        .connect(ConnectHandler.acceptAll())
        .channel("room:*", FuzzedChannel::new)
        .channel("watched:*", FuzzedChannel::new)
        .webSocket(options -> options.maxFrameSize(MAX_FRAME));
  }

  private static void addOthers(Endpoint endpoint) {
    endpoint
        .socket("/plain", socket -> describe(socket).webSocket(options -> options.takeOver(false)))
        .socket("/packed", socket -> describe(socket).webSocket(options -> options.compress(true)))
        .rawSocket(
            "/raw",
            socket ->
                socket
                    .connect(ConnectHandler.acceptAll())
                    .handler(Echo::new)
                    .webSocket(options -> options.maxFrameSize(MAX_FRAME)));
  }

  private static final class Echo extends RawSocket {
    @Override
    public void handleText(String text) {
      push(text);
    }

    @Override
    public void handleBinary(Buffer bytes) {
      push(bytes);
    }
  }

  private void run() throws Exception {
    Thread[] attackers = new Thread[ATTACKERS];
    for (int i = 0; i < ATTACKERS; i++) {
      attackers[i] = new Thread(this::attackUntilStopped, "attacker " + i);
      attackers[i].start();
    }
    for (Thread attacker : attackers) {
      while (attacker.isAlive()) {
        runBystander();
      }
    }
    assertThat(failures).isEmpty();
    assertNothingIsLeft();
  }

  private void runBystander() throws InterruptedException {
    attacked.tryAcquire(100, TimeUnit.MILLISECONDS);
    attacked.drainPermits();
    try {
      otherClient.exchange();
      watch.assertNothingSeen();
    } catch (Throwable disturbed) {
      // The attackers stop on this flag.
      failures.add(disturbed);
    }
  }

  private void attackUntilStopped() {
    while (System.nanoTime() < deadline && failures.isEmpty()) {
      long number = next.getAndIncrement();
      try {
        attack.run(server.port(), new Random(number));
      } catch (SocketTimeoutException stuck) {
        failures.add(new AssertionError("the server let attack " + number + " hang", stuck));
      } catch (IOException closed) {
        // The server may close the connection.
      } catch (Throwable failure) {
        failures.add(new AssertionError("attack " + number + ": " + failure.getMessage(), failure));
      }
      attacked.release();
    }
  }

  private void assertNothingIsLeft() throws Exception {
    Endpoint endpoint = server.endpoint();
    eventually(
        () -> {
          otherClient.exchange();
          assertThat(endpoint.metrics().values().stream().mapToLong(SocketSnapshot::open))
              .containsExactlyInAnyOrder(1L, 0L, 0L, 0L);
        });
    assertThat(get(endpoint.sockets(10))).hasSize(1);
    eventually(() -> assertThat(get(endpoint.queuedBytes())).isZero());
    eventually(() -> assertThat(endpoint.assemblyBytes()).isZero());
    RawWebSocket late = server.join("room:late");
    new LongPoller(server.port()).join("room:late");
    otherClient.exchange();
    late.close();
    watch.assertNothingSeen();
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
