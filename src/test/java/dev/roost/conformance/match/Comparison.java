package dev.roost.conformance.match;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares the JSON that a server sent with the JSON that a scenario expects. */
public final class Comparison {
  private static final String ANY = "<any>";
  private static final String JSON = "<json>";
  private static final Pattern REF = Pattern.compile("<ref:([^>]+)>");

  private final Refs refs;

  private Comparison(Refs refs) {
    this.refs = refs;
  }

  /**
   * The first difference between the values, if any.
   *
   * @param refs the values of names; changed only if the values match
   */
  public static Optional<Difference> compare(JsonNode expected, JsonNode got, Refs refs) {
    Refs tried = refs.copy();
    Optional<Difference> found = new Comparison(tried).walk(expected, got, "$");
    if (found.isEmpty()) {
      refs.adopt(tried);
    }
    return found;
  }

  /**
   * Whether the received values are the expected ones in some order.
   *
   * @param refs the values of names; changed only on a match
   */
  public static boolean sameInSomeOrder(List<JsonNode> expected, List<JsonNode> got, Refs refs) {
    if (got.isEmpty()) {
      return expected.isEmpty();
    }
    for (int i = 0; i < expected.size(); i++) {
      Refs tried = refs.copy();
      if (compare(expected.get(i), got.get(0), tried).isEmpty()
          && sameInSomeOrder(without(expected, i), got.subList(1, got.size()), tried)) {
        refs.adopt(tried);
        return true;
      }
    }
    return false;
  }

  private static List<JsonNode> without(List<JsonNode> all, int index) {
    List<JsonNode> others = new ArrayList<>(all);
    others.remove(index);
    return others;
  }

  private Optional<Difference> walk(JsonNode expected, JsonNode got, String path) {
    if (expected.isTextual()) {
      return text(expected, got, path);
    }
    if (expected.isArray()) {
      return array(expected, got, path);
    }
    if (expected.isObject()) {
      return expected.has(JSON) ? embedded(expected, got, path) : object(expected, got, path);
    }
    boolean same =
        (expected.isNumber() && got.isNumber()) ? sameNumber(expected, got) : expected.equals(got);
    return same ? Optional.empty() : differs(expected, got, path, "differs");
  }

  private Optional<Difference> text(JsonNode expected, JsonNode got, String path) {
    if (expected.textValue().equals(ANY)) {
      return Optional.empty();
    }
    Matcher ref = REF.matcher(expected.textValue());
    if (!ref.matches()) {
      return expected.equals(got) ? Optional.empty() : differs(expected, got, path, "differs");
    }
    if (!got.isTextual()) {
      return differs(expected, got, path, "is no string");
    }
    return refs.bind(ref.group(1), got.textValue())
        .flatMap(why -> differs(expected, got, path, why));
  }

  private Optional<Difference> array(JsonNode expected, JsonNode got, String path) {
    if (!got.isArray()) {
      return differs(expected, got, path, "is no array");
    }
    if (expected.size() != got.size()) {
      String why = "has " + got.size() + " elements, not " + expected.size();
      return differs(expected, got, path, why);
    }
    for (int i = 0; i < expected.size(); i++) {
      Optional<Difference> found = walk(expected.get(i), got.get(i), path + "[" + i + "]");
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Difference> embedded(JsonNode expected, JsonNode got, String path) {
    Optional<JsonNode> inner =
        got.isTextual() ? ScenarioJson.parse(got.textValue()) : Optional.empty();
    return inner.isEmpty()
        ? differs(expected, got, path, "is no string of JSON")
        : walk(expected.get(JSON), inner.get(), path + JSON);
  }

  private Optional<Difference> object(JsonNode expected, JsonNode got, String path) {
    if (!got.isObject()) {
      return differs(expected, got, path, "is no object");
    }
    Set<String> names = new LinkedHashSet<>();
    expected.fieldNames().forEachRemaining(names::add);
    got.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      Optional<Difference> found = member(expected.get(name), got.get(name), path + "." + name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Difference> member(
      @Nullable JsonNode expected, @Nullable JsonNode got, String path) {
    if (got == null) {
      return Optional.of(new Difference(path, expected, null, "is missing"));
    }
    if (expected == null) {
      return Optional.of(new Difference(path, null, got, "is not expected"));
    }
    return walk(expected, got, path);
  }

  private static Optional<Difference> differs(
      JsonNode expected, JsonNode got, String path, String why) {
    return Optional.of(new Difference(path, expected, got, why));
  }

  /**
   * Compares integers exactly. Compares numbers with a fraction or an exponent as doubles, because
   * servers format the same double differently.
   */
  private static boolean sameNumber(JsonNode expected, JsonNode got) {
    if (!expected.isIntegralNumber() && !got.isIntegralNumber()) {
      return expected.doubleValue() == got.doubleValue();
    }
    Optional<BigDecimal> exactlyGot = exact(got);
    return exactlyGot.isPresent()
        && exact(expected).filter(exact -> exact.compareTo(exactlyGot.get()) == 0).isPresent();
  }

  private static Optional<BigDecimal> exact(JsonNode number) {
    if (number.isIntegralNumber()) {
      return Optional.of(number.decimalValue());
    }
    double nearest = number.doubleValue();
    return Double.isInfinite(nearest) ? Optional.empty() : Optional.of(new BigDecimal(nearest));
  }
}
