package dev.roost.conformance;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import dev.roost.node.NodeProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs several versions of the unmodified npm client {@code phoenix} against the conformance
 * endpoint, concurrently.
 */
class PhoenixClientsTest {
  private static final List<String> VERSIONS = List.of("1.8", "1.7", "1.2");

  private static RunningEndpoint endpoint;

  @BeforeAll
  static void listen() {
    endpoint = new RunningEndpoint(options -> {});
  }

  @AfterAll
  static void close() {
    endpoint.close();
  }

  @TestFactory
  Stream<DynamicContainer> checks(@TempDir Path folder) throws Exception {
    String url = "http://127.0.0.1:" + endpoint.port();
    Map<String, NodeProgram> programs = new LinkedHashMap<>();
    for (String version : VERSIONS) {
      programs.put(
          version,
          NodeProgram.start(
              folder.resolve(version), "phoenix-client.mjs", "--url", url, "--version", version));
    }
    List<DynamicContainer> containers = new ArrayList<>();
    for (Map.Entry<String, NodeProgram> program : programs.entrySet()) {
      containers.add(
          dynamicContainer("phoenix.js " + program.getKey(), program.getValue().checks()));
    }
    return containers.stream();
  }
}
