package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Query strings as Phoenix reads them. */
class QueryParamsTest {
  private static Map<String, Object> parse(String query) {
    return QueryParams.parse(query, Map.of()).values();
  }

  @Test
  void namesAndValuesAreDecoded() {
    assertThat(parse("a=1&b=x%20y+z&%C3%A9=%F0%9F%98%80&c=&d"))
        .isEqualTo(Map.of("a", "1", "b", "x y z", "é", "😀", "c", "", "d", ""));
    assertThat(parse(null)).isEmpty();
    assertThat(parse("")).isEmpty();
  }

  @Test
  void theLastOfTwoCounts() {
    assertThat(parse("a=1&a=2")).isEqualTo(Map.of("a", "2"));
  }

  @Test
  void bracketsNest() {
    assertThat(parse("user[name]=eve&user[id]=7&user[address][city]=Ulm"))
        .isEqualTo(
            Map.of("user", Map.of("name", "eve", "id", "7", "address", Map.of("city", "Ulm"))));
    assertThat(parse("user%5Bname%5D=eve")).isEqualTo(Map.of("user", Map.of("name", "eve")));
  }

  @Test
  void emptyBracketsAreLists() {
    assertThat(parse("a[]=1&a[]=2")).isEqualTo(Map.of("a", List.of("1", "2")));
    assertThat(parse("a[b][]=1&a[b][]=2")).isEqualTo(Map.of("a", Map.of("b", List.of("1", "2"))));
  }

  @Test
  void contradictionsCountAsTheLast() {
    assertThat(parse("a=1&a[b]=2")).isEqualTo(Map.of("a", Map.of("b", "2")));
    assertThat(parse("a[b]=2&a=1")).isEqualTo(Map.of("a", "1"));
    assertThat(parse("a[]=1&a[b]=2")).isEqualTo(Map.of("a", Map.of("b", "2")));
    assertThat(parse("a[b]=1&a[]=2")).isEqualTo(Map.of("a", List.of("2")));
  }

  /** What Plug makes of each, by its algorithm and its tests. */
  @Test
  void nestingInsideLists() {
    assertThat(parse("u[][n]=a&u[][n]=b")).isEqualTo(Map.of("u", List.of(Map.of("n", "b"))));
    assertThat(parse("u[][n]=a&u[][m]=b"))
        .isEqualTo(Map.of("u", List.of(Map.of("n", "a", "m", "b"))));
    assertThat(parse("x[y][][z][]=1&x[y][][z][]=2"))
        .isEqualTo(Map.of("x", Map.of("y", List.of(Map.of("z", List.of("1", "2"))))));
    assertThat(parse("x[][][]=1")).isEqualTo(Map.of("x", List.of(List.of(List.of("1")))));
    assertThat(parse("x[][][]=1&x[][][]=2"))
        .isEqualTo(Map.of("x", List.of(List.of(List.of("1", "2")))));
    assertThat(parse("x[]=1&x[][a]=2&x[]=3&x[][a]=4"))
        .isEqualTo(Map.of("x", List.of("1", Map.of("a", "4"), "3")));
    assertThat(parse("x[y][][w]=2&x[y]=1")).isEqualTo(Map.of("x", Map.of("y", "1")));
    assertThat(parse("x[y][0][w]=2&x[y]=1")).isEqualTo(Map.of("x", Map.of("y", "1")));
    // A name keeps the place of its first pair.
    assertThat(parse("x[y]=1&x=2&x[z]=3")).isEqualTo(Map.of("x", "2"));
  }

  @Test
  void emptyNamesAndPairs() {
    assertThat(parse("=")).isEqualTo(Map.of("", ""));
    assertThat(parse("=v")).isEqualTo(Map.of("", "v"));
    assertThat(parse("&x=1&&y=2&")).isEqualTo(Map.of("x", "1", "y", "2"));
    assertThat(parse("x=a=b")).isEqualTo(Map.of("x", "a=b"));
    assertThat(parse("foo[]")).isEqualTo(Map.of("foo", List.of("")));
    assertThat(parse("a[]]=1")).isEqualTo(Map.of("a", Map.of("]", "1")));
    assertThat(parse("a[b]c]=1")).isEqualTo(Map.of("a", Map.of("b]c", "1")));
  }

  @Test
  void bytesThatAreNotEscapedAreUtf8Too() {
    assertThat(parse("a=\u00c3\u00a9")).isEqualTo(Map.of("a", "é"));
  }

  @Test
  void moreThanAThousandAreRefused() {
    assertThat(parse("a&".repeat(1_000))).hasSize(1);
    assertThatIllegalArgumentException().isThrownBy(() -> parse("a&".repeat(1_001)));
  }

  @Test
  void aSemicolonSeparatesNothing() {
    assertThat(parse("a=1;admin=true")).isEqualTo(Map.of("a", "1;admin=true"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a]=1", "a[=1", "a]=1", "a[b=1", "[]=1", "a[b]c=1"})
  void oddBracketsAreNoTrouble(String query) {
    assertThat(parse(query)).hasSize(1);
  }

  @Test
  void variablesOfThePathWin() {
    assertThat(QueryParams.parse("room=1&x=2", Map.of("room", "lobby")).values())
        .isEqualTo(Map.of("room", "lobby", "x", "2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=%",
        "a=%z1",
        "a=%4",
        "%=1",
        "a=%FF",
        "%C3=1",
        "a=%ED%A0%80",
        "a=\u20ac",
        "a=\u00e9"
      })
  void whatCannotBeDecodedIsRefused(String query) {
    assertThatIllegalArgumentException().isThrownBy(() -> parse(query));
  }

  @Test
  void tooDeepIsRefused() {
    assertThat(parse("a" + "[b]".repeat(32) + "=1")).hasSize(1);
    assertThatIllegalArgumentException().isThrownBy(() -> parse("a" + "[b]".repeat(33) + "=1"));
  }

  @Test
  @Timeout(5)
  void muchIsNoTrouble() {
    for (String query :
        List.of(
            "&".repeat(100_000),
            "a[]=1&".repeat(1_000),
            "a" + "[".repeat(100_000) + "]=1",
            "a[" + "][".repeat(20) + "]=1",
            "=".repeat(100_000))) {
      parse(query);
    }
  }

  @Test
  void nothingInThemCanBeChanged() {
    Map<String, Object> params = parse("a=1&b[c]=2&d[]=3");
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(params::clear);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> ((Map<?, ?>) params.get("b")).clear());
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> ((Collection<?>) params.get("d")).clear());
  }
}
