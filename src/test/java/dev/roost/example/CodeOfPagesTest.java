package dev.roost.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roost.example.Pages.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All code on the pages is an excerpt of code that tests of this package or the examples compile
 * and run. {@code src/test/node/guides.mjs} runs the JavaScript directly from the page. A line with
 * only {@code …} replaces omitted lines.
 */
class CodeOfPagesTest {
  private static final Map<String, String> SOURCES =
      Map.of("java", ".java", "kotlin", ".kt", "xml", "pom.xml");

  /** {@link GuidesTest} runs {@code js}; the site draws {@code mermaid}. */
  private static final Set<String> OTHERS = Set.of("js", "mermaid", "elixir");

  private static final List<Path> FOLDERS =
      List.of(
          Path.of("src", "test", "java", "dev", "roost", "example"),
          Path.of("src", "test", "java", "dev", "roost", "clients"),
          Path.of("src", "examples"));

  private static final Pattern VERSION = Pattern.compile("<roost.version>(.*)</roost.version>");

  static Stream<Code> excerpts() {
    return Pages.code().stream().filter(code -> SOURCES.containsKey(code.language()));
  }

  @ParameterizedTest
  @MethodSource("excerpts")
  void codeIsAnExcerptOfCompiledCode(Code code) {
    List<List<String>> parts = parts(code.lines());

    assertThat(sources(SOURCES.get(code.language())).filter(file -> shows(file, parts)))
        .as(() -> "files that have this code:\n" + String.join("\n", code.lines()))
        .isNotEmpty();
  }

  @Test
  void languagesAreKnown() {
    assertThat(Pages.code())
        .filteredOn(
            code ->
                !SOURCES.containsKey(code.language())
                    && !OTHERS.contains(code.language())
                    && !code.language().equals("json")
                    && !code.language().isEmpty())
        .isEmpty();
  }

  @Test
  void jsonIsValid() throws IOException {
    for (Code code : Pages.code()) {
      if (code.language().equals("json")) {
        assertThat(new ObjectMapper().readTree(String.join("\n", code.lines()))).isNotNull();
      }
    }
  }

  /** The README and the getting-started guide name the current version. */
  @Test
  void pagesNameTheCurrentVersion() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    int begin = pom.indexOf("<version>");
    String version = pom.substring(begin, pom.indexOf('\n', begin)).strip();

    assertThat(Files.readString(Path.of("README.md"))).contains(version);
  }

  @Test
  void readmeIsShort() {
    assertThat(Pages.lines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(150);
  }

  private static Stream<Path> sources(String ending) {
    return FOLDERS.stream()
        .flatMap(
            folder -> {
              try (Stream<Path> files = Files.walk(folder)) {
                return files
                    .filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !file.toString().contains("node_modules"))
                    .toList()
                    .stream();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static List<List<String>> parts(List<String> lines) {
    List<List<String>> parts = new ArrayList<>(List.of(new ArrayList<>()));
    for (String line : lines) {
      if (line.strip().equals("…")) {
        parts.add(new ArrayList<>());
      } else {
        parts.get(parts.size() - 1).add(line);
      }
    }
    return parts.stream().map(CodeOfPagesTest::withoutOuterBlankLines).toList();
  }

  private static List<String> withoutOuterBlankLines(List<String> lines) {
    return String.join("\n", lines).strip().isEmpty()
        ? List.of()
        : String.join("\n", lines).replaceAll("^\\n+|\\n+$", "").lines().toList();
  }

  /** Compares with the version in place of the examples' property. */
  private static boolean shows(Path file, List<List<String>> parts) {
    List<String> source = Pages.lines(file);
    Matcher version = VERSION.matcher(String.join("\n", source));
    return shows(source, parts)
        || (version.find()
            && shows(
                source.stream()
                    .map(line -> line.replace("${roost.version}", version.group(1)))
                    .toList(),
                parts));
  }

  /** Whether a source contains all parts, in order. */
  private static boolean shows(List<String> source, List<List<String>> parts) {
    int from = 0;
    for (List<String> part : parts) {
      int at = from;
      while (at + part.size() <= source.size() && !matches(source, at, part)) {
        at++;
      }
      if (at + part.size() > source.size()) {
        return false;
      }
      from = at + part.size();
    }
    return true;
  }

  /** Whether the source contains the lines, with the same additional indentation. */
  private static boolean matches(List<String> source, int at, List<String> part) {
    if (part.isEmpty()) {
      return true;
    }
    int indent = indent(source.get(at)) - indent(part.get(0));
    if (indent < 0) {
      return false;
    }
    for (int i = 0; i < part.size(); i++) {
      String expected = part.get(i).isBlank() ? "" : " ".repeat(indent) + part.get(i);
      if (!source.get(at + i).stripTrailing().equals(expected.stripTrailing())) {
        return false;
      }
    }
    return true;
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
