package dev.roost.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The README and the pages of the documentation show code that compiles. */
class ReadmeTest {
  @ParameterizedTest
  @ValueSource(strings = {"ChatServer.java", "ChatServerTest.java", "EchoServer.java"})
  void showsTheCodeAsItIsCompiled(String file) throws IOException {
    assertThat(Files.readString(Path.of("README.md"))).contains(shown(file, "README"));
  }

  @ParameterizedTest
  @CsvSource({
    "authentication.md, TokenServer.java",
    "events.md, ModeratedRoom.java",
    "live-view.md, LiveChat.java",
    "live-view.md, LiveChatTest.java",
    "other-topics.md, NewsRoom.java",
    "own-serializer.md, ../clients/SupabaseSerializer2.java"
  })
  void pagesShowTheCodeAsItIsCompiled(String page, String file) throws IOException {
    assertThat(Files.readString(Path.of("src/docs", page))).contains(shown(file, "docs"));
  }

  @Test
  void pageOfLiveViewsShowsItsLayout() throws IOException {
    assertThat(Files.readString(Path.of("src/docs/live-view.md")))
        .contains(shown("LiveChat.java", "layout"));
  }

  private static String shown(String file, String where) throws IOException {
    String source = Files.readString(Path.of("src/test/java/dev/roost/example", file));
    String begin = "// " + where + ": begin\n";
    return source
        .substring(source.indexOf(begin), source.indexOf("  // " + where + ": end"))
        .replace(begin, "")
        .stripTrailing()
        .stripIndent();
  }
}
