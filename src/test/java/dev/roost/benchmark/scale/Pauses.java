package dev.roost.benchmark.scale;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** The pauses of the garbage collector, but for those that the measurement itself asks for. */
final class Pauses {
  private static final String BY_MEASUREMENT = "System.gc()";

  private final List<Long> millis = new ArrayList<>();

  Pauses() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      // Of these, the application only stops for short parts.
      if (!collector.getName().contains("Concurrent")) {
        ((NotificationEmitter) collector)
            .addNotificationListener((notification, none) -> note(notification), null, null);
      }
    }
  }

  private synchronized void note(Notification notification) {
    if (notification
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      GarbageCollectionNotificationInfo info =
          GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
      if (!info.getGcCause().equals(BY_MEASUREMENT)) {
        millis.add(info.getGcInfo().getDuration());
      }
    }
  }

  /** The pauses since the last call, in milliseconds. */
  synchronized List<Long> take() {
    List<Long> taken = List.copyOf(millis);
    millis.clear();
    return taken;
  }
}
