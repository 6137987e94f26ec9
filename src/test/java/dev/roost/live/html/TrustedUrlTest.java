package dev.roost.live.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs that code may be loaded from. */
class TrustedUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/roost",
        "/roost/assets/app-1.js?v=2#x",
        "assets/app.js",
        "./app.js",
        "https://cdn.example/app.js",
        "http://localhost:4000"
      })
  void areTaken(String url) {
    assertThat(new TrustedUrl(url)).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//cdn.example/app.js",
        "/\\cdn.example",
        "\\/cdn.example",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/javascript,x",
        "blob:x",
        "https:",
        "https://",
        "https:///x",
        "/a b",
        "/\"onload=\"x",
        "/<",
        "?x",
        "a:b"
      })
  void areRefused(String url) {
    assertThatThrownBy(() -> new TrustedUrl(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found \"" + url + "\"");
  }
}
