package dev.roost.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Network namespaces with an address each, and a bridge in another one that connects them. They do
 * not affect the machine's own network.
 *
 * <p>A child process waits for this process to end, then kills the processes in the namespaces and
 * removes them.
 */
final class Namespaces implements AutoCloseable {
  private static final String REMOVE =
      """
      trap '' INT TERM HUP
      cat > /dev/null
      for namespace in "$@"; do
        for try in 1 2 3 4 5; do
          pids=$(ip netns pids "$namespace" 2> /dev/null) && [ -n "$pids" ] || break
          kill -9 $pids
          sleep 0.2
        done
        ip netns del "$namespace" 2> /dev/null
      done
      """;

  private final String prefix =
      "roost-"
          + Long.toString(ProcessHandle.current().pid(), 36)
          + "-"
          + Long.toString(System.nanoTime() & 0xfffff, 36)
          + "-";
  private final String hub = prefix + "hub";
  private final int count;
  private final Process janitor;

  /** The ways to partition a node. */
  enum Cut {
    /** The bridge silently drops its packets. */
    UNPLUGGED("nomaster", "master br0"),

    /** Its link goes down. */
    LINK_DOWN("down", "up");

    private final String cut;
    private final String restored;

    Cut(String cut, String restored) {
      this.cut = cut;
      this.restored = restored;
    }
  }

  /**
   * Creates the namespaces.
   *
   * @throws IOException if they cannot be created
   */
  Namespaces(int count) throws IOException {
    this.count = count;
    List<String> names = new ArrayList<>();
    for (int node = 0; node < count; node++) {
      names.add(name(node));
    }
    names.add(hub);
    List<String> command = new ArrayList<>(List.of("sh", "-c", REMOVE, "sh"));
    command.addAll(names);
    janitor =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      for (String name : names) {
        run("ip netns add " + name);
        run("ip -n " + name + " link set lo up");
      }
      run("ip -n " + hub + " link add br0 type bridge");
      run("ip -n " + hub + " link set br0 up");
      for (int node = 0; node < count; node++) {
        String name = name(node);
        run("ip link add " + port(node) + " netns " + hub + " type veth peer eth0 netns " + name);
        run("ip -n " + name + " address add " + address(node) + "/24 dev eth0");
        run("ip -n " + name + " link set eth0 up");
        run("ip -n " + hub + " link set " + port(node) + " master br0 up");
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** The reason why this machine cannot create namespaces; null if it can. */
  static @Nullable String obstacle() {
    try {
      new Namespaces(1).close();
      return null;
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  int count() {
    return count;
  }

  /** The address of a node; the first node is 0. */
  String address(int node) {
    return "10.0.0." + (node + 1);
  }

  /** The prefix of a command that runs in a node's namespace, as one process. */
  List<String> prefix(int node) {
    return List.of("ip", "netns", "exec", name(node));
  }

  /** Partitions a node from all others. */
  void cut(int node, Cut cut) throws IOException {
    run("ip -n " + hub + " link set " + port(node) + " " + cut.cut);
  }

  void restore(int node, Cut cut) throws IOException {
    run("ip -n " + hub + " link set " + port(node) + " " + cut.restored);
  }

  /** Makes a node drop its packets to another. Packets in the other direction still arrive. */
  void blackhole(int from, int to) throws IOException {
    run("ip -n " + name(from) + " route add blackhole " + address(to) + "/32");
  }

  void removeBlackhole(int from, int to) throws IOException {
    run("ip -n " + name(from) + " route delete blackhole " + address(to) + "/32");
  }

  private String name(int node) {
    return prefix + (node + 1);
  }

  private static String port(int node) {
    return "port" + (node + 1);
  }

  private static void run(String command) throws IOException {
    Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IOException(command + ": " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(command + ": interrupted", e);
    }
  }

  /** Kills the processes in the namespaces and removes them. */
  @Override
  public void close() throws IOException {
    janitor.getOutputStream().close();
    try {
      if (!janitor.waitFor(30, TimeUnit.SECONDS)) {
        throw new IOException("the namespaces " + prefix + "* are not removed after 30 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
