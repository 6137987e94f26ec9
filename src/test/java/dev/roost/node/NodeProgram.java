package dev.roost.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A running program of {@code src/test/node}. It prints a line for each of its checks, which
 * becomes a test.
 */
public final class NodeProgram {
  private static final Path FOLDER = Path.of("src", "test", "node");
  private static final long PATIENCE_SECONDS = 300;

  private static final String PASSED = "ok - ";
  private static final String FAILED = "not ok - ";
  private static final String MORE_OF_THE_REASON = "    ";

  private final Process process;
  private final Path output;

  private NodeProgram(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a program.
   *
   * @param output a file for its output
   */
  public static NodeProgram start(Path output, String program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("node", FOLDER.resolve(program).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    Chromium.find()
        .ifPresent(path -> builder.environment().put(Chromium.VARIABLE, path.toString()));
    return new NodeProgram(builder.start(), output);
  }

  /**
   * Waits for the end of the program. Returns a test for each of its checks, and one for the
   * program.
   */
  public Stream<DynamicTest> checks() throws IOException, InterruptedException {
    return checks(PATIENCE_SECONDS);
  }

  /** Like {@link #checks()}, with a timeout. */
  public Stream<DynamicTest> checks(long timeoutSeconds) throws IOException, InterruptedException {
    boolean inTime = process.waitFor(timeoutSeconds, TimeUnit.SECONDS);
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

  /** Waits for the program to succeed and returns its lines. */
  public List<String> lines() throws IOException, InterruptedException {
    boolean inTime = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    String printed = Files.readString(output);
    assertTrue(inTime, () -> "it did not end in time:\n" + printed);
    assertEquals(0, process.waitFor(), () -> "it failed:\n" + printed);
    return printed.lines().toList();
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
