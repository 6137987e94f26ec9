package dev.roost.internal.pubsub;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine that nobody listens on, for who must name one before listening on it. */
public final class FreePorts {
  // Below those that the system hands out by itself: no other test gets one in the meantime.
  private static final int FIRST = 15_000;
  private static final int END = 32_000;

  private static final Set<Integer> taken = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /** One that was not given to anybody before. */
  public static int next() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (isFree(port) && taken.add(port)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException inUse) {
      return false;
    }
  }
}
