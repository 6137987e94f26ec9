package dev.roost.benchmark.scale;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;

/**
 * CPU time and allocated bytes of all event loops. Other programs on the machine change them less
 * than they change elapsed time.
 */
final class LoopThreads {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private LoopThreads() {}

  /** The CPU time in nanoseconds. */
  static long cpu() {
    return sum(THREADS.getThreadCpuTime(ids()));
  }

  /** The allocated bytes. */
  static long allocated() {
    return sum(THREADS.getThreadAllocatedBytes(ids()));
  }

  private static long[] ids() {
    return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().contains("eventloop"))
        .mapToLong(ThreadInfo::getThreadId)
        .toArray();
  }

  private static long sum(long[] ofThreads) {
    return Arrays.stream(ofThreads).filter(used -> used > 0).sum();
  }
}
