package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The query of a request and the variables of its path. FormParamsTest covers the parsing of forms.
 */
class QueryParamsTest {
  @Test
  void requestWithoutAQueryHasNoParameters() {
    assertThat(QueryParams.parse(null, Map.of()).values()).isEmpty();
    assertThat(QueryParams.parse("", Map.of()).values()).isEmpty();
  }

  @Test
  void pathVariablesOverrideTheQuery() {
    assertThat(QueryParams.parse("room=1&x[]=2", Map.of("room", "lobby")).values())
        .hasSize(2)
        .containsEntry("room", "lobby")
        .containsKey("x");
  }

  @Test
  void unescapedBytesAreUtf8() {
    assertThat(QueryParams.parse("a=\u00c3\u00a9", Map.of()).values()).isEqualTo(Map.of("a", "é"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=\u20ac", "a=\u00e9", "a=%", "a=%zz"})
  void undecodableQueryIsRefused(String query) {
    assertThatIllegalArgumentException().isThrownBy(() -> QueryParams.parse(query, Map.of()));
  }
}
