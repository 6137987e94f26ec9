package dev.roost.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Equal values match and different ones do not, for any JSON. */
class JsonComparisonProperties {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String ADDED = "added by the test";

  @Provide
  Arbitrary<JsonNode> values() {
    Arbitrary<JsonNode> leaves =
        Arbitraries.oneOf(
            Arbitraries.integers().between(-2, 2).map(number -> JSON.numberNode(number.intValue())),
            Arbitraries.strings().alpha().ofMaxLength(1).map(text -> JSON.textNode(text)),
            Arbitraries.of(true, false).map(bool -> JSON.booleanNode(bool.booleanValue())),
            Arbitraries.just(JSON.nullNode()));
    return Arbitraries.recursive(() -> leaves, JsonComparisonProperties::nested, 0, 3);
  }

  private static Arbitrary<JsonNode> nested(Arbitrary<JsonNode> inner) {
    Arbitrary<JsonNode> arrays =
        inner.list().ofMaxSize(3).map(elements -> JSON.arrayNode().addAll(elements));
    Arbitrary<JsonNode> objects =
        Arbitraries.maps(Arbitraries.of("a", "b", "c"), inner)
            .ofMaxSize(3)
            .map(members -> JSON.objectNode().setAll(members));
    return Arbitraries.oneOf(inner, arrays, objects);
  }

  @Property
  void thereAreDifferencesIfAndOnlyIfValuesDiffer(
      @ForAll("values") JsonNode expected, @ForAll("values") JsonNode actual) {
    assertThat(JsonComparison.compare(expected, expected.deepCopy(), false)).isEmpty();
    assertThat(JsonComparison.compare(expected, actual, false).isEmpty())
        .isEqualTo(expected.equals(actual));
  }

  @Property
  void subsetAllowsFurtherMembersAtAnyLevel(@ForAll("values") JsonNode expected) {
    JsonNode more = withMore(expected);

    assertThat(JsonComparison.compare(expected, more, true)).isEmpty();
    assertThat(JsonComparison.compare(more, expected, true).isEmpty())
        .isEqualTo(expected.equals(more));
  }

  @Property
  void exactMatchIsASubset(@ForAll("values") JsonNode expected, @ForAll("values") JsonNode actual) {
    if (JsonComparison.compare(expected, actual, false).isEmpty()) {
      assertThat(JsonComparison.compare(expected, actual, true)).isEmpty();
    }
    assertThat(JsonComparison.compare(expected, actual, true))
        .hasSizeLessThanOrEqualTo(JsonComparison.compare(expected, actual, false).size());
  }

  private static JsonNode withMore(JsonNode value) {
    if (value.isObject()) {
      ObjectNode object = JSON.objectNode();
      value.properties().forEach(each -> object.set(each.getKey(), withMore(each.getValue())));
      return object.put(ADDED, true);
    }
    if (value.isArray()) {
      ArrayNode array = JSON.arrayNode();
      value.forEach(element -> array.add(withMore(element)));
      return array;
    }
    return value;
  }
}
