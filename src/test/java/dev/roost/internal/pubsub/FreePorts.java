package dev.roost.internal.pubsub;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports, for servers that need a port number before they listen. */
public final class FreePorts {
  // Below the ephemeral ports, so that no other test takes one in the meantime.
  private static final int FIRST = 15_000;
  private static final int END = 32_000;

  private static final Set<Integer> taken = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /** A free port that was not returned before. */
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
