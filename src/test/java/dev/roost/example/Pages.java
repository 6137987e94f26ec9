package dev.roost.example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pages of the documentation: the README, the guides, and the examples' page. */
final class Pages {
  static final Path DOCS = Path.of("src", "docs");

  /** A fenced code block and its first line. */
  record Code(Path page, int line, String language, List<String> lines) {
    @Override
    public String toString() {
      return page + ":" + line + " (" + language + ")";
    }
  }

  static List<Path> all() {
    try (Stream<Path> guides = Files.list(DOCS)) {
      return Stream.concat(
              Stream.of(Path.of("README.md"), Path.of("src", "examples", "README.md")),
              guides.filter(file -> file.toString().endsWith(".md")).sorted())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(Path page) {
    try {
      return Files.readAllLines(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines outside of code blocks; lines inside are empty. */
  static List<String> prose(Path page) {
    List<String> prose = new ArrayList<>();
    boolean code = false;
    for (String line : lines(page)) {
      boolean fence = line.strip().startsWith("```");
      prose.add(code || fence ? "" : line);
      code ^= fence;
    }
    return prose;
  }

  static List<Code> code() {
    return all().stream().flatMap(page -> code(page).stream()).toList();
  }

  private static List<Code> code(Path page) {
    List<Code> found = new ArrayList<>();
    List<String> lines = lines(page);
    for (int begin = 0; begin < lines.size(); begin++) {
      String fence = lines.get(begin).strip();
      if (fence.startsWith("```")) {
        int end = begin + 1;
        while (!lines.get(end).strip().equals("```")) {
          end++;
        }
        found.add(new Code(page, begin + 1, fence.substring(3), lines.subList(begin + 1, end)));
        begin = end;
      }
    }
    return found;
  }

  private Pages() {}
}
