package dev.roost.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.serializer.Payload;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An expected payload, which finds the differences of an actual one. Immutable. */
public final class PayloadMatch {
  private static final PayloadMatch ANY = new PayloadMatch("any payload", payload -> List.of());
  private static final String ROOT = "$";

  private final String description;
  private final Function<Payload, List<Difference>> comparison;

  private PayloadMatch(String description, Function<Payload, List<Difference>> comparison) {
    this.description = description;
    this.comparison = comparison;
  }

  /** Anything. */
  public static PayloadMatch any() {
    return ANY;
  }

  /**
   * This value and nothing more. Objects may have their members in any order, and numbers are equal
   * if their values are.
   *
   * @param value see {@link Payload#of(Object)}; bytes mean a binary payload
   */
  public static PayloadMatch exactly(@Nullable Object value) {
    return like("exactly ", Payload.of(value), false);
  }

  /**
   * This value, but its objects may have more members, at any depth. Arrays have as many elements,
   * each of which matches in this way.
   *
   * @param value see {@link Payload#of(Object)}
   */
  public static PayloadMatch containing(@Nullable Object value) {
    return like("at least ", Payload.of(value), true);
  }

  private static PayloadMatch like(String how, Payload expected, boolean subset) {
    String text = expected.toString();
    if (expected.isBinary()) {
      byte[] bytes = expected.binary();
      return new PayloadMatch(how + text, actual -> BinaryComparison.compare(bytes, actual));
    }
    JsonNode json = expected.json();
    return new PayloadMatch(
        how + Texts.shortened(text),
        actual ->
            actual.isBinary()
                ? List.of(new Difference(ROOT, text, actual.toString()))
                : JsonComparison.compare(json, actual.json(), subset));
  }

  /**
   * Whatever fulfils a condition; one that throws is not fulfilled.
   *
   * @param what the condition in words
   */
  public static PayloadMatch satisfying(String what, Predicate<Payload> condition) {
    Objects.requireNonNull(condition);
    return new PayloadMatch(
        what,
        payload -> {
          try {
            return condition.test(payload)
                ? List.of()
                : List.of(new Difference(ROOT, what, payload.toString()));
          } catch (RuntimeException failure) {
            return List.of(new Difference(ROOT, what, payload + ", which threw " + failure));
          }
        });
  }

  /** Whether a payload is as it must be. */
  public boolean matches(Payload payload) {
    return differences(payload).isEmpty();
  }

  /** Empty if the payload matches. */
  List<Difference> differences(Payload payload) {
    return comparison.apply(payload);
  }

  /** Describes the expected payload. */
  @Override
  public String toString() {
    return description;
  }
}
