package dev.roost.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server process in a namespace. Its output goes to a file. */
final class ServerProcess {
  private static final int HTTP_PORT = 4000;
  private static final int CLUSTER_PORT = 5701;
  private static final int HEAP_MEGABYTES = 96;

  private final Process process;
  private final Path log;
  private final int logged;

  private ServerProcess(Process process, Path log, int logged) {
    this.process = process;
    this.log = log;
    this.logged = logged;
  }

  /**
   * Starts the server of a node.
   *
   * @param door the path of the clients' socket, which must not exist
   * @param log the file for its output, which is appended
   */
  static ServerProcess start(Namespaces namespaces, int node, Path door, Path log)
      throws IOException {
    List<String> members = new ArrayList<>();
    for (int other = 0; other < namespaces.count(); other++) {
      members.add(namespaces.address(other) + ":" + CLUSTER_PORT);
    }
    List<String> command = new ArrayList<>(namespaces.prefix(node));
    command.addAll(ShortLivedJava.command());
    // Commit the whole heap at the start, so that later growth is other memory.
    command.addAll(List.of("-Xms" + HEAP_MEGABYTES + "m", "-Xmx" + HEAP_MEGABYTES + "m"));
    command.addAll(List.of("-XX:+AlwaysPreTouch", "-XX:+ExitOnOutOfMemoryError"));
    command.add(
        "-Dvertx.logger-delegate-factory-class-name="
            + "io.vertx.core.logging.SLF4JLogDelegateFactory");
    command.addAll(List.of("-cp", ShortLivedJava.classPath()));
    command.add(NodeMain.class.getName());
    command.addAll(List.of("--host", namespaces.address(node)));
    command.addAll(List.of("--port", Integer.toString(HTTP_PORT)));
    command.addAll(List.of("--cluster-port", Integer.toString(CLUSTER_PORT)));
    command.addAll(List.of("--members", String.join(",", members)));
    command.addAll(List.of("--door", door.toString()));
    int logged = read(log).length();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    return new ServerProcess(process, log, logged);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it is ready. */
  boolean isReady() throws IOException {
    return read(log).indexOf("ready on port", logged) >= 0;
  }

  /** The output of this process and of earlier ones on the same node. */
  String output() {
    try {
      return read(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String read(Path log) throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** Sends a signal, such as {@code STOP}. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /**
   * Waits for it to end.
   *
   * @return whether it ended in time
   */
  boolean awaitEnd(long seconds) throws InterruptedException {
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }

  /** Its resident memory. */
  long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
        .findFirst()
        .orElse(0);
  }
}
