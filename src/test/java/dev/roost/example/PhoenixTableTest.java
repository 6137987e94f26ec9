package dev.roost.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The classes and members that {@code src/docs/phoenix.md} names exist. */
class PhoenixTableTest {
  private static final Path CLASSES = Path.of("target", "classes");

  /** {@code Class.member}, or {@code Class} alone; arguments are ignored. */
  private static final Pattern NAME = Pattern.compile("`([A-Z][a-z]\\w*)(?:\\.(\\w+))?[^`]*`");

  /** Names from the JDK, Vert.x, Plug and HTTP headers. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "Forwarded",
          "Future",
          "HttpServerOptions",
          "LoggerHandler",
          "Plug",
          "Promise",
          "Referer",
          "Retry");

  @Test
  void namedClassesAndMembersExist() throws IOException {
    Map<String, List<Class<?>>> classes = classes();
    List<String> missing = new ArrayList<>();
    int found = 0;
    for (String row : rows()) {
      for (MatchResult name : NAME.matcher(row).results().toList()) {
        List<Class<?>> named = classes.getOrDefault(name.group(1), List.of());
        if (!OF_OTHERS.contains(name.group(1))
            && named.stream().noneMatch(each -> hasMember(each, name.group(2)))) {
          missing.add(name.group());
        }
        found++;
      }
    }

    assertThat(missing).isEmpty();
    assertThat(found).isGreaterThan(100);
  }

  /** Roost's column of the tables: the last cell of each row. */
  private static List<String> rows() throws IOException {
    return Files.readAllLines(Path.of("src", "docs", "phoenix.md")).stream()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.split(" \\| ", -1))
        .map(cells -> cells[cells.length - 1])
        .toList();
  }

  private static Map<String, List<Class<?>>> classes() throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES.resolve("dev"))) {
      return files
          .map(file -> CLASSES.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.contains("package-info"))
          .filter(name -> !name.contains("/rooms/"))
          .map(name -> name.replace(".class", "").replace('/', '.'))
          .map(PhoenixTableTest::load)
          .collect(Collectors.groupingBy(Class::getSimpleName));
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PhoenixTableTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean hasMember(Class<?> type, String name) {
    if (name == null) {
      return true;
    }
    Stream<String> inherited =
        type.getSuperclass() == null
            ? Stream.empty()
            : Arrays.stream(type.getSuperclass().getDeclaredMethods()).map(Method::getName);
    return Stream.of(
            Arrays.stream(type.getDeclaredMethods()).map(Method::getName),
            Arrays.stream(type.getDeclaredFields()).map(Field::getName),
            Arrays.stream(type.getDeclaredClasses()).map(Class::getSimpleName),
            inherited)
        .flatMap(names -> names)
        .anyMatch(name::equals);
  }
}
