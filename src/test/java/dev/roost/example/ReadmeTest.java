package dev.roost.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README shows code that compiles. */
class ReadmeTest {
  @ParameterizedTest
  @ValueSource(strings = {"ChatServer.java", "ChatServerTest.java", "EchoServer.java"})
  void showsTheCodeAsItIsCompiled(String file) throws IOException {
    String source = Files.readString(Path.of("src/test/java/dev/roost/example", file));
    String shown =
        source
            .substring(source.indexOf("// README: begin\n"), source.indexOf("  // README: end"))
            .replace("// README: begin\n", "")
            .stripTrailing()
            .stripIndent();

    assertThat(Files.readString(Path.of("README.md"))).contains(shown);
  }
}
