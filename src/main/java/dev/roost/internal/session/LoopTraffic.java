package dev.roost.internal.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The messages of a mount's connections on one event loop. Only that loop counts, so counting takes
 * no atomic operation; any thread may read.
 */
final class LoopTraffic {
  private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(long[].class);

  // With a cache line of room on both sides: two loops that count must not share one.
  private static final int ROOM = 8;
  private static final int RECEIVED = ROOM;
  private static final int SENT = ROOM + 1;

  private final long[] counts = new long[ROOM + 2 + ROOM];

  void countReceived() {
    COUNTS.setOpaque(counts, RECEIVED, counts[RECEIVED] + 1);
  }

  void countSent() {
    COUNTS.setOpaque(counts, SENT, counts[SENT] + 1);
  }

  long received() {
    return (long) COUNTS.getOpaque(counts, RECEIVED);
  }

  long sent() {
    return (long) COUNTS.getOpaque(counts, SENT);
  }
}
