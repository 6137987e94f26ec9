package dev.roost.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths of live views. */
class RoutePatternTest {
  @Test
  void parametersAreDecoded() {
    RoutePattern pattern = RoutePattern.of("/chats/:id/:tab");

    assertThat(pattern.match("/chats/1/members"))
        .containsExactly(Map.entry("id", "1"), Map.entry("tab", "members"));
    assertThat(pattern.match("/chats/a%2Fb/%C3%A9+f"))
        .containsEntry("id", "a/b")
        .containsValue("é+f");
  }

  @Test
  void extraSlashesAreIgnored() {
    assertThat(RoutePattern.of("/chats").match("//chats/")).isEmpty();
    assertThat(RoutePattern.of("/").match("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/chats", "/chats/1/2", "/Chats/1", "/chats/%", "/chats/%zz", "/other/1"})
  void anotherPathDoesNotMatch(String path) {
    assertThat(RoutePattern.of("/chats/:id").match(path)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "chats", "/:", "/:id/:id"})
  void invalidPatternIsRefused(String pattern) {
    assertThatIllegalArgumentException().isThrownBy(() -> RoutePattern.of(pattern));
  }
}
