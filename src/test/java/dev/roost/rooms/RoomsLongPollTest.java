package dev.roost.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roost.internal.pubsub.FreePorts;
import dev.roost.node.NodeProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Users without WebSockets in the rooms, on two servers of a cluster. */
class RoomsLongPollTest {

  @TestFactory
  Stream<DynamicTest> longPollUsersTakePart(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    List<Integer> ports = List.of(FreePorts.next(), FreePorts.next());
    try (RoomsProcess first = new RoomsProcess(data, environment(ports, 0));
        RoomsProcess second = new RoomsProcess(data, environment(ports, 1))) {
      first.start();
      second.start();
      List<DynamicTest> tests =
          new ArrayList<>(
              NodeProgram.start(
                      folder.resolve("output"),
                      "rooms-long-poll.mjs",
                      "--urls",
                      "http://127.0.0.1:" + first.port() + ",http://127.0.0.1:" + second.port())
                  .checks()
                  .toList());
      List<String> errors = first.errors();
      tests.add(
          DynamicTest.dynamicTest(
              "the servers log no errors", () -> assertEquals(List.of(), errors)));
      return tests.stream();
    }
  }

  private static Map<String, String> environment(List<Integer> clusterPorts, int index) {
    Map<String, String> environment = new HashMap<>();
    environment.put("ROOST_CLUSTER_ENABLED", "true");
    environment.put("ROOST_CLUSTER_NAME", "polling-" + clusterPorts.get(0));
    environment.put("ROOST_CLUSTER_PORT", String.valueOf(clusterPorts.get(index)));
    environment.put(
        "ROOST_CLUSTER_MEMBERS",
        String.join(",", clusterPorts.stream().map(port -> "127.0.0.1:" + port).toList()));
    return environment;
  }
}
