package dev.roost.internal.session;

import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
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

/**
 * The cost of one broadcast on one event loop, from the encoding to the write of each subscriber's
 * transport.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FanoutBenchmark {
  private static final int BROADCASTS = 100;
  private static final String TOPIC = "room:lobby";

  @Param({"1", "5", "1000", "10000"})
  int subscribers;

  private final Broadcast message =
      new Broadcast(TOPIC, "new_msg", Payload.json("{\"text\":\"" + "x".repeat(189) + "\"}"));
  private SessionsWithoutClients sessions;
  private long frames;

  /** Joins all clients. */
  @Setup
  public void join() {
    sessions = new SessionsWithoutClients().route("room:*", SilentChannel::new);
    for (int i = 0; i < subscribers; i++) {
      sessions.open(TOPIC);
    }
    frames = sessions.repeat(0, () -> {});
  }

  /** Stops the event loop. */
  @TearDown
  public void close() {
    sessions.close();
  }

  /** A broadcast of 200 bytes to all subscribers. */
  @Benchmark
  @OperationsPerInvocation(BROADCASTS)
  public long broadcast() {
    long sent = sessions.repeat(BROADCASTS, () -> sessions.broadcast(message));
    if (sent - frames != (long) BROADCASTS * subscribers) {
      throw new IllegalStateException(sent - frames + " frames were sent");
    }
    frames = sent;
    return sent;
  }
}
