package dev.roost.benchmark.blocking;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * The CPU time that a JVM has used, and its current memory and threads.
 *
 * @param cpuNanos CPU time of the process
 * @param loopNanos CPU time of its event loops
 * @param heapBytes used heap, after a collection if there was one just before
 * @param rssBytes resident memory, where {@code /proc} tells
 * @param threads platform threads
 */
record Figures(long cpuNanos, long loopNanos, long heapBytes, long rssBytes, int threads) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  static Figures ofThisProcess() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long loops =
        Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
            .filter(Objects::nonNull)
            .filter(thread -> thread.getThreadName().contains("eventloop"))
            .mapToLong(ThreadInfo::getThreadId)
            .flatMap(id -> LongStream.of(THREADS.getThreadCpuTime(id)))
            .sum();
    return new Figures(
        system.getProcessCpuTime(),
        loops,
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        residentBytes(),
        THREADS.getThreadCount());
  }

  private static long residentBytes() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .sum();
    } catch (IOException notLinux) {
      return 0;
    }
  }

  String toLine() {
    return cpuNanos + " " + loopNanos + " " + heapBytes + " " + rssBytes + " " + threads;
  }

  static Figures ofLine(String line) {
    long[] numbers = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
    return new Figures(numbers[0], numbers[1], numbers[2], numbers[3], (int) numbers[4]);
  }
}
