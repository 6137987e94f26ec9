package cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two processes, and a client of phoenix.js at each: {@code src/test/node/two-nodes.mjs}. */
class TwoNodesTest {
  private final List<Process> nodes = new ArrayList<>();

  @AfterEach
  void stopNodes() {
    nodes.forEach(Process::destroyForcibly);
  }

  @Test
  void clientsOfBothNodesHearAndSeeEachOther() throws Exception {
    int[] members = freePorts();
    // One after the other: two nodes that start at once may not find each other for minutes.
    String firstUrl = url(node(members[0], members[1]));
    Process second = node(members[1], members[0]);

    Process client =
        new ProcessBuilder(
                "node", "two-nodes.mjs", firstUrl, url(second), Long.toString(second.pid()))
            .directory(Path.of("src/test/node").toFile())
            .inheritIO()
            .start();
    assertEquals(0, client.waitFor(), "what failed is printed above");
  }

  private Process node(int member, int other) throws IOException {
    Process node =
        new ProcessBuilder(
                "java",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "cluster.Node",
                "0",
                Integer.toString(member),
                Integer.toString(other))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    nodes.add(node);
    return node;
  }

  /** Waits for the node to say which port it got. */
  @SuppressWarnings("resource") // closed with the process
  private static String url(Process node) {
    String line = new Scanner(node.getInputStream()).nextLine();
    return "ws://127.0.0.1:" + line.substring(line.lastIndexOf(' ') + 1) + "/socket";
  }

  private static int[] freePorts() throws IOException {
    try (ServerSocket one = new ServerSocket(0);
        ServerSocket other = new ServerSocket(0)) {
      return new int[] {one.getLocalPort(), other.getLocalPort()};
    }
  }
}
