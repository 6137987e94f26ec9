package dev.roost.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which topics a pattern covers. */
class TopicPatternTest {
  @ParameterizedTest
  @CsvSource({
    "lobby, lobby, ''",
    "room:*, room:1, 1",
    "room:*, room:, ''",
    "room:*, room:a:b*c, a:b*c",
    "*, anything, anything",
    "*, '', ''"
  })
  void covers(String pattern, String topic, String suffix) {
    TopicPattern of = TopicPattern.of(pattern);
    assertThat(of.matches(topic)).isTrue();
    assertThat(of.suffixOf(topic)).isEqualTo(suffix);
    assertThat(of).hasToString(pattern);
  }

  @ParameterizedTest
  @CsvSource({
    "lobby, lobby2",
    "lobby, Lobby",
    "lobby, ''",
    "room:*, room",
    "room:*, Room:1",
    "room:*, ' room:1'"
  })
  void doesNotMatch(String pattern, String topic) {
    assertThat(TopicPattern.of(pattern).matches(topic)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*a", "a*b", "**", "room:*:x", "*:*"})
  void asteriskMustBeTheLastCharacter(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TopicPattern.of(pattern))
        .withMessageContaining(pattern);
  }

  @Test
  void emptyPatternCoversTheEmptyTopicOnly() {
    assertThat(TopicPattern.of("").matches("")).isTrue();
    assertThat(TopicPattern.of("").matches("a")).isFalse();
  }
}
