package dev.roost;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No public name is a hard keyword of Kotlin: callers would have to put it in backticks. */
class KotlinNamesTest {
  private static final Set<String> HARD_KEYWORDS =
      Set.of(
          "as",
          "break",
          "class",
          "continue",
          "do",
          "else",
          "false",
          "for",
          "fun",
          "if",
          "in",
          "interface",
          "is",
          "null",
          "object",
          "package",
          "return",
          "super",
          "this",
          "throw",
          "true",
          "try",
          "typealias",
          "typeof",
          "val",
          "var",
          "when",
          "while");

  /** Uses keywords as names. */
  public abstract static class Sample {
    /** A method named by a keyword. */
    public int in;

    /** A parameter named by a keyword. */
    public abstract void when(int object, int allowed);
  }

  @Test
  void publicNamesAreNoKeywords() {
    List<Class<?>> api = publicApi();
    assertThat(api).hasSizeGreaterThan(50);
    assertThat(api.stream().flatMap(KotlinNamesTest::keywords)).isEmpty();
  }

  @Test
  void keywordsAreFound() {
    assertThat(keywords(Sample.class))
        .containsExactlyInAnyOrder(
            Sample.class.getName() + ": in",
            Sample.class.getName() + ": when",
            Sample.class.getName() + ": object");
  }

  private static List<Class<?>> publicApi() {
    List<Class<?>> api = new ArrayList<>();
    for (JavaClass each :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.roost")) {
      if (isPublic(each)
          && !each.getPackageName().startsWith("dev.roost.internal")
          && !each.getPackageName().startsWith("dev.roost.rooms")) {
        api.add(each.reflect());
      }
    }
    return api;
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(KotlinNamesTest::isPublic).orElse(true);
  }

  private static Stream<String> keywords(Class<?> type) {
    Stream<Executable> executables =
        Stream.concat(
            Arrays.stream(type.getDeclaredMethods()),
            Arrays.stream(type.getDeclaredConstructors()));
    Stream<String> called =
        executables
            .filter(each -> !each.isSynthetic() && isVisible(each.getModifiers()))
            .flatMap(
                each ->
                    Stream.concat(
                        Stream.of(each.getName()),
                        Arrays.stream(each.getParameters()).map(Parameter::getName)));
    Stream<String> fields =
        Arrays.stream(type.getDeclaredFields())
            .filter(each -> isVisible(each.getModifiers()))
            .map(Field::getName);
    Stream<String> packages = Arrays.stream(type.getPackageName().split("\\."));
    return Stream.of(called, fields, packages, Stream.of(type.getSimpleName()))
        .flatMap(names -> names)
        .filter(HARD_KEYWORDS::contains)
        .distinct()
        .map(name -> type.getName() + ": " + name);
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }
}
