package dev.roost.internal.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The messages of a mount's connections on one event loop. Only that loop counts, so counting takes
 * no atomic operation; any thread may read.
 */
public final class LoopTraffic {
  private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(long[].class);

  // With a cache line of room on both sides: two loops that count must not share one.
  private static final int ROOM = 8;
  private static final int RECEIVED = ROOM;
  private static final int SENT = ROOM + 1;

  private static final int BEFORE_COMPRESSION = ROOM + 2;
  private static final int AFTER_COMPRESSION = ROOM + 3;

  private final long[] counts = new long[ROOM + 4 + ROOM];

  LoopTraffic() {}

  void countReceived() {
    COUNTS.setOpaque(counts, RECEIVED, counts[RECEIVED] + 1);
  }

  void countSent() {
    COUNTS.setOpaque(counts, SENT, counts[SENT] + 1);
  }

  /** A frame was sent compressed. For transports. */
  public void countCompressed(int before, int after) {
    COUNTS.setOpaque(counts, BEFORE_COMPRESSION, counts[BEFORE_COMPRESSION] + before);
    COUNTS.setOpaque(counts, AFTER_COMPRESSION, counts[AFTER_COMPRESSION] + after);
  }

  long beforeCompression() {
    return (long) COUNTS.getOpaque(counts, BEFORE_COMPRESSION);
  }

  long afterCompression() {
    return (long) COUNTS.getOpaque(counts, AFTER_COMPRESSION);
  }

  long received() {
    return (long) COUNTS.getOpaque(counts, RECEIVED);
  }

  long sent() {
    return (long) COUNTS.getOpaque(counts, SENT);
  }
}
