package dev.roost.internal.presence;

import dev.roost.serializer.Payload;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of listing a topic's presences and of adding one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PresenceListBenchmark {
  @Param({"10000"})
  int presences;

  private PresenceState list = PresenceState.NONE;
  private Entry other = entry(0);

  record Meta(String status) {}

  static Entry entry(int number) {
    String ref = String.format("ref-%012d", number);
    return new Entry(
        "room:1",
        "user-" + number,
        ref,
        PresenceJson.meta(Payload.of(new Meta("online")), ref, null));
  }

  /** Builds the list. */
  @Setup
  public void fill() {
    for (int i = 0; i < presences; i++) {
      list = list.with(entry(i));
    }
    other = entry(presences);
  }

  /** Encodes the list, as the first read after a change does. */
  @Benchmark
  public Payload encode() {
    return PresenceJson.state(list.entries());
  }

  /** Reads the encoded list, as later reads do until the next change. */
  @Benchmark
  public Payload encodedAlready() {
    return list.payload();
  }

  /** Iterates over all metas. */
  @Benchmark
  public int goThrough() {
    int metas = 0;
    for (var ofKey : list.entries().values()) {
      metas += ofKey.size();
    }
    return metas;
  }

  /** Adds one presence, as each change does. */
  @Benchmark
  public PresenceState with() {
    return list.with(other);
  }
}
