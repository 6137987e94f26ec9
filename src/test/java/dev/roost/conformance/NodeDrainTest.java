package dev.roost.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.internal.pubsub.ClusterWait;
import dev.roost.node.NodeProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drains one of two nodes with {@code -Ddrain.connections} real clients.
 *
 * <p>Prints the duration.
 */
@Timeout(180)
class NodeDrainTest {
  private static final int CONNECTIONS = Integer.getInteger("drain.connections", 200);

  private List<ConformanceNode> nodes = List.of();

  @AfterEach
  void stop() {
    nodes.forEach(node -> ClusterWait.get(node.vertx().close()));
  }

  @TestFactory
  Stream<DynamicTest> clientsReconnectToTheOtherNode(@TempDir Path folder) throws Exception {
    nodes = ConformanceNode.start(2);
    Path output = folder.resolve("output");
    NodeProgram program =
        NodeProgram.start(
            output,
            "drain.mjs",
            "--urls",
            nodes.get(0).url() + "," + nodes.get(1).url(),
            "--connections",
            Integer.toString(CONNECTIONS));
    List<DynamicTest> checks = program.checks().toList();
    Files.readAllLines(output).stream()
        .filter(line -> line.startsWith("drain:"))
        .forEach(System.out::println);
    return Stream.concat(
        checks.stream(),
        Stream.of(
            DynamicTest.dynamicTest(
                "the drained node has no connections",
                () -> assertThat(nodes.get(0).sessions()).isZero())));
  }
}
