package dev.roost.serializer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary JSON as a list of tokens. */
final class JsonTexts {
  private static final int MAX_DEPTH = 2;
  private static final String[] SPACES = {"", "", " ", "\n", "\t", "\r\n", "   "};

  private JsonTexts() {}

  /** Any value. */
  static Arbitrary<List<String>> values() {
    return values(MAX_DEPTH);
  }

  /** Any object. */
  static Arbitrary<List<String>> objects() {
    return objects(MAX_DEPTH);
  }

  private static Arbitrary<List<String>> values(int depth) {
    Arbitrary<List<String>> scalar =
        Arbitraries.oneOf(strings(), numbers(), Arbitraries.of("null", "true", "false"))
            .map(List::of);
    return depth == 0
        ? scalar
        : Arbitraries.oneOf(scalar, objects(depth - 1), arrays(depth - 1)).withoutEdgeCases();
  }

  private static Arbitrary<List<String>> arrays(int depth) {
    return values(depth).list().ofMaxSize(4).map(values -> enclosed("[", values, "]"));
  }

  private static Arbitrary<List<String>> objects(int depth) {
    Arbitrary<List<String>> member =
        Combinators.combine(strings(), values(depth))
            .as(
                (name, value) -> {
                  List<String> tokens = new ArrayList<>(List.of(name, ":"));
                  tokens.addAll(value);
                  return tokens;
                });
    return member.list().ofMaxSize(4).map(members -> enclosed("{", members, "}"));
  }

  private static List<String> enclosed(String open, List<List<String>> parts, String close) {
    List<String> tokens = new ArrayList<>();
    tokens.add(open);
    for (List<String> part : parts) {
      if (tokens.size() > 1) {
        tokens.add(",");
      }
      tokens.addAll(part);
    }
    tokens.add(close);
    return tokens;
  }

  /** Numbers of any size in any notation. */
  static Arbitrary<String> numbers() {
    Arbitrary<String> sign = Arbitraries.of("", "-");
    Arbitrary<String> digits =
        Arbitraries.oneOf(
            Arbitraries.just("0"),
            Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(60).map(d -> "1" + d));
    Arbitrary<String> fraction =
        Arbitraries.oneOf(
            Arbitraries.just(""),
            Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(40).map(d -> "." + d));
    Arbitrary<String> exponent =
        Arbitraries.oneOf(
            Arbitraries.just(""),
            Combinators.combine(
                    Arbitraries.of("e", "E", "e+", "E-"),
                    Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(11))
                .as(String::concat));
    return Combinators.combine(sign, digits, fraction, exponent).as((s, d, f, e) -> s + d + f + e);
  }

  /** Strings with every kind of escape. */
  static Arbitrary<String> strings() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.of(
                "\\\"",
                "\\\\",
                "\\/",
                "\\b",
                "\\f",
                "\\n",
                "\\r",
                "\\t",
                "\\u0000",
                "\\u00e9",
                "\\uD83D\\uDE00",
                "\\ud800",
                "\\udfff",
                " ",
                "{",
                "]",
                ",",
                ":"),
            unicode().filter(c -> c >= ' ' && c != '"' && c != '\\').map(Character::toString));
    return piece.list().ofMaxSize(8).map(pieces -> "\"" + String.join("", pieces) + "\"");
  }

  /** Code points of all planes, and of each length in UTF-8, but no surrogates. */
  private static Arbitrary<Integer> unicode() {
    return Arbitraries.oneOf(
            Arbitraries.integers().between(0, 0x7f),
            Arbitraries.integers().between(0x80, 0x7ff),
            Arbitraries.integers().between(0x800, 0xffff),
            Arbitraries.integers().between(0x10000, 0x10ffff))
        .filter(c -> c < 0xd800 || c > 0xdfff);
  }

  /** Java strings without lone surrogates. */
  static Arbitrary<String> names() {
    return unicode()
        .list()
        .ofMaxSize(12)
        .map(points -> points.stream().map(Character::toString).collect(Collectors.joining()));
  }

  /** A ref as JSON. */
  static Arbitrary<String> refs() {
    return Arbitraries.oneOf(
        Arbitraries.just("null"),
        names().map(JsonTexts::quote),
        Arbitraries.integers().map(String::valueOf),
        Arbitraries.of("true", "1.0", "123456789012345678901234567890", "\"\""));
  }

  static String compact(List<String> tokens) {
    return String.join("", tokens);
  }

  /** Adds white space between and around the tokens. */
  static String spaced(List<String> tokens, Random random) {
    StringBuilder text = new StringBuilder();
    for (String token : tokens) {
      text.append(space(random)).append(token);
    }
    return text.append(space(random)).toString();
  }

  private static String space(Random random) {
    return SPACES[random.nextInt(SPACES.length)];
  }

  /** A Java string as JSON with minimal escapes and lone surrogates unescaped. */
  static String quote(String value) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
