package dev.roost.rooms.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PageEntryTest {
  private static final String MANIFEST =
      """
      {
        "_a.js": {"file": "assets/a-1.js", "css": ["assets/a-1.css"], "imports": ["_b.js"]},
        "_b.js": {"file": "assets/b-1.js", "imports": ["_a.js"]},
        "src/live.ts": {
          "file": "assets/live-1.js", "css": ["assets/live-1.css"], "imports": ["_a.js", "_b.js"]
        }
      }
      """;

  @Test
  void stylesOfImportsComeFirstAndOnce() {
    assertThat(PageEntry.in(MANIFEST, "src/live.ts").script()).isEqualTo("assets/live-1.js");
    assertThat(PageEntry.in(MANIFEST, "src/live.ts").styles())
        .containsExactly("assets/a-1.css", "assets/live-1.css");
  }

  @Test
  void modulesAreTheScriptAndItsImports() {
    assertThat(PageEntry.in(MANIFEST, "src/live.ts").modules())
        .containsExactly("assets/live-1.js", "assets/a-1.js", "assets/b-1.js");
  }

  @Test
  void errorNamesAMissingEntry() {
    assertThatThrownBy(() -> PageEntry.in(MANIFEST, "src/other.ts"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("src/other.ts");
  }
}
