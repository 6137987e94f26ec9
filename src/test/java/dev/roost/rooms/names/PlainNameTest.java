package dev.roost.rooms.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNameTest {

  @ParameterizedTest
  @CsvSource({
    "Ann, Ann",
    "' Ann  Archer ', Ann Archer",
    "Zoe\u0308, Zo\u00eb",
    "\uff21\uff4e\uff4e, Ann",
    "Ann\u00a0Archer, Ann Archer",
    "O'Neill-Smith Jr., O'Neill-Smith Jr.",
    "\u0645\u0631\u064a\u0645, \u0645\u0631\u064a\u0645",
    "\u5f35\u5049, \u5f35\u5049",
    "\u2764\ufe0f, \u2764",
    "\ud83d\ude00, \ud83d\ude00",
  })
  void normalizesNames(String name, String form) {
    assertThat(PlainName.of(name, 40)).contains(form);
    assertThat(PlainName.isPlain(form, 40)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u00a0",
        "a\nb",
        "a\tb",
        "a\u0000",
        "a\u0085b",
        "a\u00adb",
        "a\u061cb",
        "a\u180eb",
        "a\u200bb",
        "a\u200db",
        "a\u200eb",
        "a\u2028b",
        "a\u2029b",
        "a\u202eb",
        "a\u2060b",
        "a\u2066b",
        "a\ufeffb",
        "\u2800",
        "\u3164",
        "\uffa0",
        "a\ud800",
        "a\ue000",
        "a\udb40\udc41",
        "\u0301a",
        "a\u0323\u0324\u0325\u0326\u0327\u0328"
      })
  void refusesMisleadingNames(String name) {
    assertThat(PlainName.of(name, 40)).isEmpty();
  }

  @Test
  void limitsTheNormalizedLength() {
    assertThat(PlainName.of("x".repeat(40), 40)).isPresent();
    assertThat(PlainName.of("x".repeat(41), 40)).isEmpty();
    assertThat(PlainName.of("\ufdfa".repeat(3), 40)).as("18 letters each").isEmpty();
  }

  @Test
  void refusesEachControlAndFormatCharacter() {
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .filter(c -> Character.getType(c) == Character.FORMAT || Character.isISOControl(c))
        .forEach(c -> assertThat(PlainName.of("a" + Character.toString(c) + "b", 40)).isEmpty());
  }
}
