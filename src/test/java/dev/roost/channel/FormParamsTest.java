package dev.roost.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.roost.serializer.InvalidPayloadException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms and query strings, parsed like Plug does. */
class FormParamsTest {
  private static Map<String, Object> parse(String form) {
    return FormParams.parse(form).values();
  }

  @Test
  void namesAndValuesAreDecoded() {
    assertThat(parse("a=1&b=x%20y+z&%C3%A9=%F0%9F%98%80&c=&d"))
        .isEqualTo(Map.of("a", "1", "b", "x y z", "é", "😀", "c", "", "d", ""));
    assertThat(parse("")).isEmpty();
  }

  @Test
  void lastValueOfANameWins() {
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
  void lastOfContradictingPairsWins() {
    assertThat(parse("a=1&a[b]=2")).isEqualTo(Map.of("a", Map.of("b", "2")));
    assertThat(parse("a[b]=2&a=1")).isEqualTo(Map.of("a", "1"));
    assertThat(parse("a[]=1&a[b]=2")).isEqualTo(Map.of("a", Map.of("b", "2")));
    assertThat(parse("a[b]=1&a[]=2")).isEqualTo(Map.of("a", List.of("2")));
  }

  /** Expected values follow Plug's algorithm and its tests. */
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

  /** The examples in the documentation of Plug.Conn.Query, and its tests. */
  @Test
  void examplesOfPlug() {
    assertThat(parse("foo=bar")).isEqualTo(Map.of("foo", "bar"));
    assertThat(parse("foo=bar&foo=baz")).isEqualTo(Map.of("foo", "baz"));
    assertThat(parse("foo[bar]=baz")).isEqualTo(Map.of("foo", Map.of("bar", "baz")));
    assertThat(parse("foo[]=bar&foo[]=baz")).isEqualTo(Map.of("foo", List.of("bar", "baz")));
    assertThat(parse("foo")).isEqualTo(Map.of("foo", ""));
    assertThat(parse("user[0][foo]=1&user[1][bar]=2"))
        .isEqualTo(Map.of("user", Map.of("0", Map.of("foo", "1"), "1", Map.of("bar", "2"))));
    assertThat(parse("my+weird+field=q1%212%22%27w%245%267%2Fz8%29%3F"))
        .isEqualTo(Map.of("my weird field", "q1!2\"'w$5&7/z8)?"));
    assertThat(parse("x[y][z][]=1&x[y][z][]=2"))
        .isEqualTo(Map.of("x", Map.of("y", Map.of("z", List.of("1", "2")))));
    assertThat(parse("x[y][z]=1&x[y][z]=2")).isEqualTo(Map.of("x", Map.of("y", Map.of("z", "2"))));
    assertThatExceptionOfType(InvalidPayloadException.class)
        .isThrownBy(() -> parse("_utf8=%R2%9P%93"));
  }

  @Test
  void unescapedCharactersAreKept() {
    assertThat(parse("a=é&😀=+")).isEqualTo(Map.of("a", "é", "😀", " "));
    assertThat(
            FormParams.parse(new byte[] {'a', '=', (byte) 0xc3, (byte) 0xa9}, FormLimits.DEFAULT))
        .isEqualTo(new Params(Map.of("a", "é")));
  }

  @Test
  void moreThanAThousandPairsAreRefused() {
    assertThat(parse("a&".repeat(1_000))).hasSize(1);
    assertThatIllegalArgumentException().isThrownBy(() -> parse("a&".repeat(1_001)));
  }

  @Test
  void semicolonIsNoSeparator() {
    assertThat(parse("a=1;admin=true")).isEqualTo(Map.of("a", "1;admin=true"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a]=1", "a[=1", "a]=1", "a[b=1", "[]=1", "a[b]c=1"})
  void unbalancedBracketsAreAccepted(String query) {
    assertThat(parse(query)).hasSize(1);
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
        "a=%é",
        "a=%4é",
        "a=%4&b",
        "a=%\uff11\uff11",
        "a=\ud800",
        "a=\udc00b"
      })
  void invalidEncodingIsRefused(String query) {
    assertThatExceptionOfType(InvalidPayloadException.class)
        .isThrownBy(() -> parse(query))
        .withMessageStartingWith("the form is invalid: ");
  }

  @Test
  void errorNamesTheMistakeWithoutTheForm() {
    assertThatExceptionOfType(InvalidPayloadException.class)
        .isThrownBy(() -> parse("password=secret%2"))
        .withMessage(
            "the form is invalid: the % at byte 15 is not followed by two hexadecimal digits")
        .satisfies(
            e ->
                assertThat(e.toReply())
                    .isEqualTo(
                        Map.of(
                            "reason",
                            "invalid payload",
                            "errors",
                            Map.of(
                                "",
                                "the % at byte 15 is not followed by two hexadecimal digits"))));
  }

  @Test
  void limitsAreConfigurable() {
    FormLimits limits = new FormLimits(10, 2, 1);
    assertThat(FormParams.parse("a[b]=1&c=2", limits).values()).hasSize(2);
    for (String beyond : List.of("a=123456789", "a&b&c", "a[][]=1", "é".repeat(6))) {
      assertThatExceptionOfType(InvalidPayloadException.class)
          .isThrownBy(() -> FormParams.parse(beyond, limits));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new FormLimits(0, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new FormLimits(1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new FormLimits(1, 1, 0));
  }

  @Test
  void nestingBeyondTheLimitIsRefused() {
    assertThat(parse("a" + "[b]".repeat(32) + "=1")).hasSize(1);
    assertThatIllegalArgumentException().isThrownBy(() -> parse("a" + "[b]".repeat(33) + "=1"));
  }

  @Test
  @Timeout(5)
  void largeFormsAreParsed() {
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
  void resultIsImmutable() {
    Map<String, Object> params = parse("a=1&b[c]=2&d[]=3");
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(params::clear);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> ((Map<?, ?>) params.get("b")).clear());
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> ((Collection<?>) params.get("d")).clear());
  }
}
