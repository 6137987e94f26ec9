package dev.roost.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.serializer.Payload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Payload matches and the differences of others. */
class PayloadMatchTest {
  private record User(String name, List<Integer> marks) {}

  private static List<String> differences(PayloadMatch match, Object actual) {
    return match.differences(Payload.of(actual)).stream().map(Difference::toString).toList();
  }

  private static Payload json(String text) {
    return Payload.json(text);
  }

  @Test
  void exactValuesAreComparedByValue() {
    PayloadMatch match = PayloadMatch.exactly(new User("Ann", List.of(1, 2)));

    assertThat(differences(match, json("{ \"marks\":[1.0, 2e0], \"name\":\"Ann\" }"))).isEmpty();
  }

  @Test
  void eachDifferenceHasItsPath() {
    PayloadMatch match = PayloadMatch.exactly(new User("Ann", List.of(1, 2)));

    assertThat(differences(match, json("{\"name\":null,\"marks\":[1,3,4],\"is admin\":[true]}")))
        .containsExactly(
            "$.name: expected \"Ann\", was null",
            "$.marks[1]: expected 2, was 3",
            "$.marks[2]: expected nothing, was 4",
            "$[\"is admin\"]: expected nothing, was [true]");
    assertThat(differences(match, json("{\"name\":\"Ann\",\"marks\":{}}")))
        .containsExactly("$.marks: expected [1,2], was {}");
    assertThat(differences(match, json("{\"marks\":[1]}")))
        .containsExactly(
            "$.name: expected \"Ann\", was nothing", "$.marks[1]: expected 2, was nothing");
  }

  @Test
  void subsetAllowsFurtherMembers() {
    PayloadMatch match = PayloadMatch.containing(Map.of("users", List.of(Map.of("name", "Ann"))));

    assertThat(differences(match, json("{\"n\":1,\"users\":[{\"name\":\"Ann\",\"age\":3}]}")))
        .isEmpty();
    assertThat(differences(match, json("{\"users\":[{\"age\":3},{}]}")))
        .containsExactly(
            "$.users[0].name: expected \"Ann\", was nothing",
            "$.users[1]: expected nothing, was {}");
  }

  @Test
  void nullDiffersFromAbsent() {
    PayloadMatch match = PayloadMatch.containing(json("{\"a\":null}"));

    assertThat(differences(match, json("{\"a\":null}"))).isEmpty();
    assertThat(differences(match, json("{}"))).containsExactly("$.a: expected null, was nothing");
  }

  @Test
  void differenceOfBytesHasAnIndex() {
    PayloadMatch match = PayloadMatch.exactly(new byte[] {1, 2});

    assertThat(differences(match, new byte[] {1, 2})).isEmpty();
    assertThat(differences(match, new byte[] {1, -1}))
        .containsExactly("byte 1: expected 02, was ff");
    assertThat(differences(match, new byte[] {1}))
        .containsExactly("byte 1: expected 02, was the end");
    assertThat(differences(match, Map.of()))
        .containsExactly("$: expected binary of 2 bytes, was {}");
    assertThat(differences(PayloadMatch.exactly(Map.of()), new byte[] {1}))
        .containsExactly("$: expected {}, was binary of 1 bytes");
  }

  @Test
  void throwingConditionDoesNotMatch() {
    PayloadMatch match =
        PayloadMatch.satisfying("text", payload -> payload.decode(String.class).isEmpty());

    assertThat(differences(match, "")).isEmpty();
    assertThat(differences(match, "x")).containsExactly("$: expected text, was \"x\"");
    assertThat(differences(match, new byte[1]))
        .containsExactly(
            "$: expected text, was binary of 1 bytes, which threw"
                + " dev.roost.serializer.InvalidPayloadException: the payload is binary, not JSON");
  }

  @Test
  void longValuesAreShortened() {
    String text = "x".repeat(10_000);

    assertThat(PayloadMatch.exactly(text).toString()).hasSizeLessThan(600);
    assertThat(differences(PayloadMatch.exactly(1), text).get(0)).hasSizeLessThan(600);
    assertThat(PayloadMatch.exactly(List.of()).differences(Payload.of(new int[1000])))
        .hasSizeLessThan(50);
  }
}
