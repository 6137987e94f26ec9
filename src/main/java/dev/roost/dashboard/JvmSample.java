package dev.roost.dashboard;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * The JVM of a node.
 *
 * @param uptimeMillis how long it runs, by its own clock
 * @param heapUsed bytes
 * @param heapMax bytes
 * @param directBytes bytes of direct buffers that the JVM counts
 * @param threads how many there are
 * @param cpuNanos CPU time of the process so far; -1 if that is not known
 * @param collections garbage collections so far
 * @param collectionMillis the time that they took
 * @param lastCollectionMillis the time that the last one took, the longest of all collectors' last;
 *     -1 if that is not known
 */
record JvmSample(
    long uptimeMillis,
    long heapUsed,
    long heapMax,
    long directBytes,
    int threads,
    long cpuNanos,
    long collections,
    long collectionMillis,
    long lastCollectionMillis) {
  private static final long UNKNOWN = -1;

  /** The JVM that this runs in. */
  static JvmSample take() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    long direct = 0;
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      direct += Math.max(pool.getMemoryUsed(), 0);
    }
    long collections = 0;
    long collectionMillis = 0;
    long last = UNKNOWN;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      collections += Math.max(collector.getCollectionCount(), 0);
      collectionMillis += Math.max(collector.getCollectionTime(), 0);
      last = Math.max(last, lastMillis(collector.getObjectName()));
    }
    return new JvmSample(
        ManagementFactory.getRuntimeMXBean().getUptime(),
        heap.getUsed(),
        heap.getMax(),
        direct,
        ManagementFactory.getThreadMXBean().getThreadCount(),
        attribute("java.lang:type=OperatingSystem", "ProcessCpuTime") instanceof Long nanos
            ? nanos
            : UNKNOWN,
        collections,
        collectionMillis,
        last);
  }

  private static long lastMillis(ObjectName collector) {
    return attribute(collector.toString(), "LastGcInfo") instanceof CompositeData last
            && last.get("duration") instanceof Long millis
        ? millis
        : UNKNOWN;
  }

  // By name: the types of these attributes are not in every JVM.
  private static @Nullable Object attribute(String bean, String name) {
    try {
      return ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName(bean), name);
    } catch (JMException notThere) {
      return null;
    }
  }
}
