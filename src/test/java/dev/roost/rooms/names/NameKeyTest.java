package dev.roost.rooms.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameKeyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob",
        "BOB",
        "Bob.",
        "B0b",
        "Bob (2)",
        "Bob(guest)",
        "Bob (guest) (3)",
        "\uff22ob",
        "B\u043eb",
        "\u0412\u043eb",
        "\u0392\u03bfb",
        " Bob "
      })
  void looksLikeBob(String name) {
    assertThat(NameKey.of(name)).isEqualTo(NameKey.of("Bob"));
  }

  @ParameterizedTest
  @CsvSource({
    "Bill, BiII",
    "Stra\u00dfe, STRASSE",
    "\u0412\u041e\u0412\u0410, \u0432\u043e\u0432\u0430"
  })
  void looksAlike(String one, String other) {
    assertThat(NameKey.of(one)).isEqualTo(NameKey.of(other));
  }

  @ParameterizedTest
  @CsvSource({"Zoe, Zo\u00eb", "Bob, Bobby", "Bob, Rob", "!!!, ???"})
  void looksDifferent(String one, String other) {
    assertThat(NameKey.of(one)).isNotEqualTo(NameKey.of(other)).isNotEmpty();
  }

  @Test
  void accountHasTheKeysOfAllItsDisplayNames() {
    assertThat(NameKey.ofAccount("Bob", "Baker"))
        .containsExactlyInAnyOrder(
            NameKey.of("BOB"), NameKey.of("bob  baker"), NameKey.of("Bob B. (2)"));
  }
}
