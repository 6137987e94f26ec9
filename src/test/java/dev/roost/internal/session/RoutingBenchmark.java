package dev.roost.internal.session;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of routing: from a joined topic to its pattern, and from a message to its channel. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RoutingBenchmark {
  private static final int MESSAGES = 1_000;

  @Param({"1", "20"})
  int patterns;

  private SessionsWithoutClients sessions;
  private SocketDefinition definition;
  private String topic;
  private SocketSession session;
  private byte[] message;

  /** A session that has joined a topic of each pattern. The benchmark looks up the last one. */
  @Setup
  public void join() {
    sessions = new SessionsWithoutClients();
    String[] topics = new String[patterns];
    for (int i = 0; i < patterns; i++) {
      sessions.route("rooms" + i + ":*", SilentChannel::new);
      topics[i] = "rooms" + i + ":lobby";
    }
    definition = sessions.definition();
    topic = topics[patterns - 1];
    session = sessions.open(topics);
    message = SessionsWithoutClients.message(topic, "typing", "{\"on\":true}");
  }

  /** Stops the event loop. */
  @TearDown
  public void close() {
    sessions.close();
  }

  /** From the topic to its pattern, as at each join. */
  @Benchmark
  public SocketDefinition.Route pattern() {
    return definition.route(topic);
  }

  /** From the bytes of a message to the channel's callback. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long toChannel() {
    return sessions.repeat(MESSAGES, () -> session.receiveText(message));
  }
}
