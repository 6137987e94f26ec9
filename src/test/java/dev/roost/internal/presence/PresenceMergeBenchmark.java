package dev.roost.internal.presence;

import dev.roost.cluster.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/** The cost of replicating another node's presences. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PresenceMergeBenchmark {
  private static final NodeId OTHER = new NodeId(1);

  @Param({"100", "10000"})
  int presences;

  private final Counting effects = new Counting();
  private final List<Entry> entries = new ArrayList<>();
  private List<Entry> later = List.of();
  private List<Change> comes = List.of();
  private List<Change> goes = List.of();
  private Replicas following = new Replicas(effects);
  private long number = 1;

  private static final class Counting implements Replicas.Effects {
    private long changes;

    @Override
    public void apply(Change change) {
      changes++;
    }

    @Override
    public void ask(NodeId node) {}
  }

  /** Builds the other node's presences, and a second set with a tenth of them replaced. */
  @Setup
  public void fill() {
    for (int i = 0; i < presences; i++) {
      entries.add(PresenceListBenchmark.entry(i));
    }
    int replaced = presences / 10;
    later =
        Stream.concat(
                entries.stream().skip(replaced),
                Stream.iterate(presences, i -> i + 1)
                    .limit(replaced)
                    .map(PresenceListBenchmark::entry))
            .toList();
    Entry other = PresenceListBenchmark.entry(2 * presences);
    comes = List.of(new Change.Added(other));
    goes = List.of(new Change.Removed(other));
    following = knowing();
  }

  private Replicas knowing() {
    Replicas replicas = new Replicas(effects);
    replicas.up(OTHER);
    replicas.snapshot(OTHER, 1, entries);
    return replicas;
  }

  /** An unknown node sends its snapshot. */
  @Benchmark
  public long firstSnapshot() {
    knowing();
    return effects.changes;
  }

  /** A lost node returns with nine tenths of its presences and the rest replaced. */
  @Benchmark
  public long laterSnapshot() {
    Replicas replicas = knowing();
    replicas.snapshot(OTHER, 2, later);
    return effects.changes;
  }

  /** Tracks and untracks one presence, in two changes. */
  @Benchmark
  public long comesAndGoes() {
    following.changed(OTHER, ++number, comes);
    following.changed(OTHER, ++number, goes);
    return effects.changes;
  }
}
