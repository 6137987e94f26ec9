package dev.roost.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.serializer.InvalidPayloadException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The parser restores every encoded form and throws only its own exception. */
class FormParamsProperties {

  @Property(tries = 300)
  void encodedFormsAreRestored(@ForAll("forms") Map<String, Object> form) {
    List<String> pairs = new ArrayList<>();
    form.forEach((name, value) -> encode(escaped(name), value, pairs));
    assertThat(FormParams.parse(String.join("&", pairs)).values()).isEqualTo(form);
  }

  @Property(tries = 500)
  void anyTextIsParsedOrRefused(@ForAll("texts") String text) {
    FormLimits limits = new FormLimits(200, 10, 3);
    try {
      assertThat(depth(FormParams.parse(text, limits).values())).isLessThanOrEqualTo(4);
    } catch (InvalidPayloadException e) {
      assertThat(e.errors()).hasSize(1);
    }
  }

  @Property(tries = 300)
  void anyBytesAreParsedOrRefused(@ForAll byte[] bytes) {
    try {
      FormParams.parse(bytes, FormLimits.DEFAULT);
    } catch (InvalidPayloadException e) {
      assertThat(e.errors()).hasSize(1);
    }
  }

  /** Browsers may escape the brackets of names. */
  @Property(tries = 200)
  void escapedBracketsAreBrackets(@ForAll("forms") Map<String, Object> form) {
    List<String> pairs = new ArrayList<>();
    form.forEach((name, value) -> encode(escaped(name), value, pairs));
    String text = String.join("&", pairs);
    assertThat(FormParams.parse(text.replace("[", "%5B").replace("]", "%5d")))
        .isEqualTo(FormParams.parse(text));
  }

  private static void encode(String name, Object value, List<String> pairs) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, under) -> encode(name + "[" + escaped(key) + "]", under, pairs));
    } else if (value instanceof List<?> list) {
      list.forEach(element -> encode(name + "[]", element, pairs));
    } else {
      pairs.add(name + "=" + escaped(value));
    }
  }

  private static String escaped(Object text) {
    return URLEncoder.encode((String) text, StandardCharsets.UTF_8);
  }

  private static int depth(Object value) {
    if (value instanceof Map<?, ?> map) {
      return 1 + map.values().stream().mapToInt(FormParamsProperties::depth).max().orElse(0);
    }
    return value instanceof List<?> list
        ? 1 + list.stream().mapToInt(FormParamsProperties::depth).max().orElse(0)
        : 0;
  }

  @Provide
  Arbitrary<Map<String, Object>> forms() {
    return maps(
        Arbitraries.lazyOf(
            () -> leaves(),
            () -> leaves(),
            () -> lists(),
            () -> maps(leaves()).map(map -> map),
            () -> maps(lists()).map(map -> map)));
  }

  private static Arbitrary<Object> leaves() {
    return values().map(text -> text);
  }

  private static Arbitrary<Object> lists() {
    return values().list().ofMinSize(1).ofMaxSize(3).map(list -> list);
  }

  private static <T> Arbitrary<Map<String, Object>> maps(Arbitrary<T> values) {
    Arbitrary<String> names =
        Arbitraries.strings().withChars("abé=&% +").ofMinLength(1).ofMaxLength(4);
    return Arbitraries.maps(names, values.map(value -> (Object) value)).ofMinSize(1).ofMaxSize(4);
  }

  private static Arbitrary<String> values() {
    return Arbitraries.strings().withChars("ab[]=&%+ é").ofMaxLength(6);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab[]=&%+2é\u0000").ofMaxLength(210);
  }
}
