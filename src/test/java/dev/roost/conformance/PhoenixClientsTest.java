package dev.roost.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drives the conformance endpoint with the published npm client {@code phoenix}, unmodified, in
 * several versions. What is checked is in {@code src/test/node}; each check is a test.
 */
class PhoenixClientsTest {
  private static final List<String> VERSIONS = List.of("1.8", "1.7", "1.2");
  private static final Path PROGRAM = Path.of("src", "test", "node", "phoenix-client.mjs");
  private static final long PATIENCE_SECONDS = 120;

  private static final String PASSED = "ok - ";
  private static final String FAILED = "not ok - ";
  private static final String MORE_OF_THE_REASON = "    ";

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
    List<Run> runs = new ArrayList<>();
    for (String version : VERSIONS) {
      runs.add(Run.start(version, folder.resolve(version)));
    }
    List<DynamicContainer> containers = new ArrayList<>();
    for (Run run : runs) {
      containers.add(dynamicContainer("phoenix.js " + run.version, run.await()));
    }
    return containers.stream();
  }

  /** The program with one version of the client. */
  private record Run(String version, Process process, Path output) {

    static Run start(String version, Path output) throws IOException {
      Process process =
          new ProcessBuilder(
                  "node",
                  PROGRAM.toString(),
                  "--url",
                  "http://127.0.0.1:" + endpoint.port(),
                  "--version",
                  version)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new Run(version, process, output);
    }

    Stream<DynamicTest> await() throws Exception {
      boolean inTime = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      String printed = Files.readString(output);
      List<DynamicTest> tests = checks(printed.lines().toList());
      boolean anyPassed = printed.lines().anyMatch(line -> line.startsWith(PASSED));
      tests.add(
          dynamicTest(
              "ends well",
              () -> {
                assertTrue(inTime, () -> "it did not end in time:\n" + printed);
                assertEquals(0, process.waitFor(), () -> "it failed:\n" + printed);
                assertTrue(anyPassed, () -> "no check passed:\n" + printed);
              }));
      return tests.stream();
    }

    private static List<DynamicTest> checks(List<String> lines) {
      List<DynamicTest> tests = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.startsWith(PASSED)) {
          tests.add(dynamicTest(line.substring(PASSED.length()), () -> {}));
        } else if (line.startsWith(FAILED)) {
          String reason = line + "\n" + more(lines.subList(i + 1, lines.size()));
          tests.add(dynamicTest(line.substring(FAILED.length()), () -> fail(reason)));
        }
      }
      return tests;
    }

    private static String more(List<String> following) {
      return String.join(
          "\n", following.stream().takeWhile(line -> line.startsWith(MORE_OF_THE_REASON)).toList());
    }
  }
}
