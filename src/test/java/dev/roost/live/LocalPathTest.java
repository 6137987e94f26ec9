package dev.roost.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation of redirect targets. */
class LocalPathTest {
  @ParameterizedTest
  @ValueSource(strings = {"/", "/chats/1", "/a?to=//elsewhere.example", "/a#b", "/é", "/a b"})
  void pathsOfThisHostAreAccepted(String path) {
    assertThat(LocalPath.check(path)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "chats",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "/\t/elsewhere.example",
        "/\n/elsewhere.example",
        "\t//elsewhere.example",
        "/a\rSet-Cookie: b",
        "/a\0",
        "/a\u007f",
        "https://elsewhere.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "?a",
        "#a"
      })
  void everythingElseIsRefused(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> LocalPath.check(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://elsewhere.example", "http://elsewhere.example/a?b#c"})
  void httpUrlsOfOtherHostsAreAccepted(String url) {
    assertThat(LocalPath.checkExternal(url)).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/chats",
        "//elsewhere.example",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        " https://elsewhere.example",
        "https://else where.example",
        "https://elsewhere.example\\@other.example",
        "https://elsewhere.example\r\nSet-Cookie: a",
        "ftp://elsewhere.example",
        "data:text/html,x"
      })
  void otherSchemesAreRefused(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> LocalPath.checkExternal(url));
  }
}
