package dev.roost.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Network namespaces with an address each, and a bridge in one more that connects them. Nothing of
 * it is visible in the machine's own network.
 *
 * <p>A child process waits for this one to end, in whatever way, and then kills what runs in the
 * namespaces and removes them.
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

  /** How a node is cut off from the others. */
  enum Cut {
    /** The bridge does not pass on its packets any more, which nobody is told. */
    UNPLUGGED("nomaster", "master br0"),

    /** Its link goes down. */
    LINK_DOWN("down", "up");

    private final String cut;
    private final String mended;

    Cut(String cut, String mended) {
      this.cut = cut;
      this.mended = mended;
    }
  }

  /**
   * Makes the namespaces.
   *
   * @throws IOException if they cannot be made
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

  /** Why there can be none on this machine, or null if there can. */
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

  /** The address of a node, the first of which is 0. */
  String address(int node) {
    return "10.0.0." + (node + 1);
  }

  /** The beginning of a command that runs what follows in a node's namespace, as one process. */
  List<String> prefix(int node) {
    return List.of("ip", "netns", "exec", name(node));
  }

  /** Cuts a node off from all others. */
  void cut(int node, Cut cut) throws IOException {
    run("ip -n " + hub + " link set " + port(node) + " " + cut.cut);
  }

  void mend(int node, Cut cut) throws IOException {
    run("ip -n " + hub + " link set " + port(node) + " " + cut.mended);
  }

  /** Has a node drop what it would send to another. What comes from there still arrives. */
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

  /** Kills what runs in the namespaces, and removes them. */
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
