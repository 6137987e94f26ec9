package dev.roost.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.node.NodeProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code .ci/field}, with the attack that kills the server during edits. */
class FieldScriptTest {
  @TempDir Path folder;

  @Test
  void killedServerKeepsAcknowledgedEdits() throws Exception {
    assertThat(
            NodeProgram.start(
                    folder.resolve("output"),
                    "field/field.mjs",
                    "--quick",
                    "--only",
                    "killed-server",
                    "--target",
                    folder.toString(),
                    "--classpath",
                    System.getProperty("java.class.path"))
                .lines())
        .contains("1 passed, 0 failed");
  }
}
