package dev.roost.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.roost.OriginCheck;
import dev.roost.proxy.ClientRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Phoenix's {@code check_origin} in all its forms. */
class OriginCheckTest {
  private static final ClientRequest REQUEST = request(false, "example.com", 4000);

  private static ClientRequest request(boolean tls, String host, int port) {
    return new ClientRequest("127.0.0.1", 1, tls, host, port, false);
  }

  private static boolean allows(OriginCheck check, String origin) {
    return check.allows(origin, REQUEST);
  }

  private static boolean allows(String entry, String origin) {
    return allows(OriginCheck.allow(List.of(entry)), origin);
  }

  @Test
  void clientsWithoutAnOriginAreAllowed() {
    assertThat(allows(OriginCheck.none(), null)).isTrue();
    assertThat(allows(OriginCheck.sameAsRequest(), null)).isTrue();
    assertThat(allows(OriginCheck.host("x"), null)).isTrue();
    assertThat(allows(OriginCheck.allow(List.of()), null)).isTrue();
    assertThat(allows(OriginCheck.custom(origin -> false), null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "file://",
        "file:///etc",
        "example.com",
        "http:",
        "http:/example.com",
        "//",
        "http://",
        "http://a b",
        "http://[",
        "about:blank",
        "http://:4000",
        "\u0000"
      })
  void originWithoutAHostIsRefusedUnlessTheCheckIsOff(String origin) {
    assertThat(allows(OriginCheck.none(), origin)).isTrue();
    assertThat(allows(OriginCheck.sameAsRequest(), origin)).isFalse();
    assertThat(allows(OriginCheck.sameHost(), origin)).isFalse();
    assertThat(allows(OriginCheck.host("example.com"), origin)).isFalse();
    assertThat(allows("//example.com", origin)).isFalse();
    assertThat(allows("//*.com", origin)).isFalse();
    assertThat(allows(OriginCheck.custom(any -> true), origin)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com, true",
    "https://example.com:8443, true",
    "HTTPS://EXAMPLE.com, true",
    "chrome-extension://example.com, true",
    "http://www.example.com, false",
    "http://example.com.evil.net, false",
    "http://evil.net/example.com, false",
    "http://example.com@evil.net, false",
    "http://example.co, false"
  })
  void hostEntryIgnoresSchemeAndPort(String origin, boolean allowed) {
    assertThat(allows(OriginCheck.host("Example.com"), origin)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com:4000, false, example.com, 4000, true",
    "http://EXAMPLE.com:4000, false, example.com, 4000, true",
    "http://example.com, false, example.com, 0, true",
    "http://example.com:80, false, example.com, 0, true",
    "http://example.com, false, example.com, 80, true",
    "https://example.com, true, example.com, 0, true",
    "https://example.com:443, true, example.com, 443, true",
    "https://example.com, false, example.com, 443, false",
    "http://example.com, true, example.com, 80, false",
    "http://example.com:4001, false, example.com, 4000, false",
    "http://example.com, false, example.com, 4000, false",
    "http://other.com:4000, false, example.com, 4000, false",
    "http://my_service:4000, false, my_service, 4000, true",
    "http://127.0.0.1:4000, false, 127.0.0.1, 4000, true",
    "http://[::1]:4000, false, [::1], 4000, true",
    "ftp://example.com, false, example.com, 0, false"
  })
  void sameAsRequestComparesSchemeHostAndPort(
      String origin, boolean tls, String host, int port, boolean allowed) {
    assertThat(OriginCheck.sameAsRequest().allows(origin, request(tls, host, port)))
        .isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com:4000, example.com, true",
    "https://example.com, example.com, true",
    "https://EXAMPLE.com:8443, example.com, true",
    "http://[::1]:4000, [::1], true",
    "http://my_service, my_service, true",
    "https://www.example.com, example.com, false",
    "https://example.com, www.example.com, false",
    "https://example.com.evil.net, example.com, false",
    "https://evil.net, example.com, false",
    "null, example.com, false"
  })
  void sameHostIgnoresSchemeAndPort(String origin, String host, boolean allowed) {
    assertThat(OriginCheck.sameHost().allows(origin, request(false, host, 4000)))
        .isEqualTo(allowed);
  }

  @Test
  void requestWithoutAHostMatchesNoOrigin() {
    ClientRequest nowhere = request(false, null, 0);
    assertThat(OriginCheck.sameAsRequest().allows("http://example.com", nowhere)).isFalse();
    assertThat(OriginCheck.sameHost().allows("http://example.com", nowhere)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "//example.com, http://example.com, true",
    "//example.com, https://example.com:8443, true",
    "//Example.COM, http://example.com, true",
    "//example.com, http://www.example.com, false",
    "//example.com:888, http://example.com:888, true",
    "//example.com:888, https://example.com:888, true",
    "//example.com:888, http://example.com, false",
    "//example.com:80, http://example.com, true",
    "https://example.com, https://example.com, true",
    "https://example.com, https://example.com:443, true",
    "https://example.com, https://example.com:8443, false",
    "https://example.com, http://example.com, false",
    "HTTPS://example.com, https://example.com, true",
    "http://example.com:4000, http://example.com:4000, true",
    "http://example.com:4000, http://example.com:4001, false",
    "http://my_service:4000, http://my_service:4000, true",
    "http://my_service:4000, http://other:4000, false",
    "https://exämple.com, https://evil.com, false",
    "http://[::1]:4000, http://[::1]:4000, true"
  })
  void entryComparesOnlyItsParts(String entry, String origin, boolean allowed) {
    assertThat(allows(entry, origin)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "//*.example.com, http://a.example.com, true",
    "//*.example.com, https://a.b.EXAMPLE.com:9, true",
    "//*.example.com, http://example.com, true",
    "//*.example.com, http://badexample.com, false",
    "//*.example.com, http://a.example.com.evil.net, false",
    "//*.example.com, http://.example.com.evil, false",
    "https://*.example.com, https://a.example.com, true",
    "https://*.example.com, http://a.example.com, false",
    "https://*.example.com:8443, https://a.example.com:8443, true",
    "https://*.example.com:8443, https://a.example.com, false",
    "//*.com, http://example.com, true"
  })
  void wildcardMatchesTheDomainAndItsSubdomains(String entry, String origin, boolean allowed) {
    assertThat(allows(entry, origin)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "localhost:4000",
        "https:",
        "https://",
        "//",
        "//:4000",
        "https://:4000",
        "http://example.com:abc",
        "https://*",
        "//*",
        "//*.",
        "https://*foo.com",
        "//a.*.com",
        "http://a b",
        "http://example.com/path",
        "null"
      })
  void invalidEntryIsRefusedAtOnce(String entry) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OriginCheck.allow(List.of("//fine.com", entry)))
        .withMessageContaining(entry);
  }

  @Test
  void anyEntryOfAListMayMatch() {
    OriginCheck check = OriginCheck.allow(List.of("//one.com", "//*.two.com"));
    assertThat(allows(check, "http://one.com")).isTrue();
    assertThat(allows(check, "http://x.two.com")).isTrue();
    assertThat(allows(check, "http://three.com")).isFalse();
    assertThat(allows(OriginCheck.allow(List.of()), "http://one.com")).isFalse();
  }

  @Test
  void predicateDecides() {
    OriginCheck check = OriginCheck.custom(origin -> origin.host().endsWith(".local"));
    assertThat(allows(check, "http://a.LOCAL:1")).isTrue();
    assertThat(allows(check, "http://a.net")).isFalse();
  }

  @Test
  @Timeout(5)
  void longOriginIsHandled() {
    for (String piece : List.of("a", "a.", "[", "a:", "/", "%", "*.", "1")) {
      for (int i = 0; i < 100; i++) {
        allows("//*.example.com", "http://" + piece.repeat(8_000));
        allows("//*.example.com", piece.repeat(8_000) + "://x");
      }
    }
  }
}
