package dev.roost.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trusted proxies and their forwarded headers. */
class TrustedProxiesTest {
  private static final String PROXY = "10.0.0.1";

  /** Two networks and an address, like a deployment with two layers of proxies. */
  private static final TrustedProxies PROXIES =
      TrustedProxies.of("10.0.0.0/8", "fd00::/8", "192.0.2.1");

  private static ClientRequest client(String... lines) {
    return PROXIES.client(FakeRequest.from(PROXY, lines));
  }

  private static void assertHeadersIgnored(ClientRequest client, String peer) {
    assertThat(client).isEqualTo(new ClientRequest(peer, 5555, false, "roost", 4000, false));
  }

  // -- Trusted addresses

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.3.4, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.4, false",
    "10.1.2.3/8, 10.9.9.9, true",
    "192.168.4.0/22, 192.168.7.255, true",
    "192.168.4.0/22, 192.168.8.0, false",
    "0.0.0.0/0, 203.0.113.7, true",
    "0.0.0.0/0, ::1, false",
    "::/0, 203.0.113.7, false",
    "::1, 0:0:0:0:0:0:0:1, true",
    "fd00::/8, fdff:1::2, true",
    "fd00::/8, fe00::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "fe80::/10, fe80::1%eth0, true",
    "10.0.0.0/8, ::ffff:10.1.1.1, true",
    "10.0.0.0/8, not-an-address, false",
    "10.0.0.0/8, '', false"
  })
  void peerIsAProxyByItsAddress(String trusted, String peer, boolean contained) {
    assertThat(TrustedProxies.of(trusted).contains(peer)).isEqualTo(contained);
  }

  @Test
  void noPeerIsTrustedByDefault() {
    assertThat(TrustedProxies.none().contains("127.0.0.1")).isFalse();
    assertThat(TrustedProxies.none().contains((String) null)).isFalse();
    assertHeadersIgnored(
        TrustedProxies.none().client(FakeRequest.from(PROXY, "X-Forwarded-For: 203.0.113.7")),
        PROXY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0/8",
        "fd00::/129",
        "[::1]",
        "::1%lo",
        "10.0.0.0/8/8",
        "*"
      })
  void invalidNetworkIsRefusedAtOnce(String entry) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedProxies.of("10.0.0.1", entry))
        .withMessageContaining("\"" + entry + "\"");
  }

  // -- Clients that pretend to be proxies

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 198.51.100.1",
        "X-Forwarded-For: 10.0.0.1",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Port: 443",
        "Forwarded: for=198.51.100.1;proto=https;host=evil.example",
      })
  void headersOfOthersAreIgnored(String line) {
    assertHeadersIgnored(PROXIES.client(FakeRequest.from("203.0.113.7", line)), "203.0.113.7");
    assertHeadersIgnored(PROXIES.client(FakeRequest.from("11.0.0.1", line)), "11.0.0.1");
  }

  @Test
  void entriesLeftOfTheFirstUntrustedOneAreIgnored() {
    assertThat(client("X-Forwarded-For: 198.51.100.1, 203.0.113.7").address())
        .isEqualTo("203.0.113.7");
    assertThat(client("X-Forwarded-For: 10.9.9.9, 203.0.113.7, 10.2.2.2").address())
        .isEqualTo("203.0.113.7");
    assertThat(client("X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 203.0.113.7").address())
        .isEqualTo("203.0.113.7");
    assertThat(client("Forwarded: for=198.51.100.1;proto=https, for=203.0.113.7"))
        .isEqualTo(new ClientRequest("203.0.113.7", 0, false, "roost", 4000, true));
    assertThat(client("Forwarded: for=198.51.100.1", "Forwarded: for=203.0.113.7").address())
        .isEqualTo("203.0.113.7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=\"198.51.100.1",
        "for=\"",
        "\"\"\"",
        "for=\"\\\"",
        "for=198.51.100.1;host=\"a, b",
        "for=198.51.100.1;;;==;\"",
        "for=\\",
        ",,,",
      })
  void spoofedEntriesDoNotHideTheProxysEntry(String spoofed) {
    ClientRequest client = client("Forwarded: " + spoofed + ", for=203.0.113.7;proto=https");

    assertThat(client.address()).isEqualTo("203.0.113.7");
    assertThat(client.isSecure()).isTrue();
    assertThat(client("X-Forwarded-For: " + spoofed + ", 203.0.113.7").address())
        .isEqualTo("203.0.113.7");
  }

  // -- X-Forwarded

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.7, 0",
    "203.0.113.7:4711, 203.0.113.7, 4711",
    "2001:db8::17, 2001:db8:0:0:0:0:0:17, 0",
    "[2001:db8::17], 2001:db8:0:0:0:0:0:17, 0",
    "[2001:db8::17]:4711, 2001:db8:0:0:0:0:0:17, 4711",
    "::ffff:203.0.113.7, 203.0.113.7, 0",
  })
  void clientAddressMayHaveAnyFormat(String entry, String address, int port) {
    ClientRequest client = client("X-Forwarded-For: " + entry);
    assertThat(client.address()).isEqualTo(address);
    assertThat(client.port()).isEqualTo(port);
    assertThat(client.remote())
        .isEqualTo(
            port == 0
                ? address
                : (address.contains(":") ? "[" + address + "]" : address) + ":" + port);
    String quoted =
        entry.contains(":") && !entry.startsWith("[") && address.contains(":")
            ? "[" + entry + "]"
            : entry;
    assertThat(client("Forwarded: for=\"" + quoted + "\"").address()).isEqualTo(address);
  }

  @Test
  void forwardedSchemeHostAndPortApply() {
    ClientRequest client =
        client(
            "X-Forwarded-For: 203.0.113.7",
            "X-Forwarded-Proto: HTTPS",
            "X-Forwarded-Host: App.Example",
            "X-Forwarded-Port: 8443");
    assertThat(client)
        .isEqualTo(new ClientRequest("203.0.113.7", 0, true, "app.example", 8443, true));
    assertThat(client.scheme()).isEqualTo("https");
    assertThat(client.uri(FakeRequest.from(PROXY)))
        .isEqualTo("https://app.example:8443/socket?a=b");
  }

  @Test
  void forwardedPortAloneAppliesToTheReceivedHost() {
    ClientRequest client = client("X-Forwarded-Proto: https", "X-Forwarded-Port: 443");
    assertThat(client).isEqualTo(new ClientRequest(PROXY, 5555, true, "roost", 443, true));
    assertThat(client.uri(FakeRequest.from(PROXY))).isEqualTo("https://roost/socket?a=b");
  }

  @Test
  void valuesThatAreNotForwardedStayAsReceived() {
    ClientRequest client = client("X-Forwarded-For: 203.0.113.7");
    assertThat(client).isEqualTo(new ClientRequest("203.0.113.7", 0, false, "roost", 4000, true));
    assertThat(client("X-Forwarded-Proto: https"))
        .isEqualTo(new ClientRequest(PROXY, 5555, true, "roost", 4000, true));
    assertHeadersIgnored(client(), PROXY);
    assertThat(client().uri(FakeRequest.from(PROXY))).isEqualTo("http://roost:4000/socket?a=b");
  }

  @Test
  void hostEntriesMatchTheAddressEntryAtTheSamePosition() {
    ClientRequest appended =
        client(
            "X-Forwarded-For: 198.51.100.1, 203.0.113.7",
            "X-Forwarded-Proto: https, http",
            "X-Forwarded-Host: evil.example, app.example");
    assertThat(appended)
        .isEqualTo(new ClientRequest("203.0.113.7", 0, false, "app.example", 0, true));

    ClientRequest throughTwo =
        client("X-Forwarded-For: 203.0.113.7, 10.2.2.2", "X-Forwarded-Proto: https, http");
    assertThat(throughTwo.isSecure()).isTrue();
  }

  @Test
  void singleEntryAppliesToAllProxies() {
    ClientRequest client =
        client("X-Forwarded-For: 203.0.113.7, 10.2.2.2", "X-Forwarded-Proto: https");
    assertThat(client.address()).isEqualTo("203.0.113.7");
    assertThat(client.isSecure()).isTrue();
  }

  @Test
  void firstEntryIsTheClientIfAllAreProxies() {
    assertThat(client("X-Forwarded-For: 10.3.3.3, 192.0.2.1, fd00::1").address())
        .isEqualTo("10.3.3.3");
  }

  // -- Forwarded

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "for=203.0.113.7 | 203.0.113.7",
        "For=\"203.0.113.7:4711\" | 203.0.113.7",
        "for=\"[2001:db8:cafe::17]:4711\" | 2001:db8:cafe:0:0:0:0:17",
        "for=\"[2001:db8:cafe::17]\";by=\"[fd00::1]\" | 2001:db8:cafe:0:0:0:0:17",
        "FOR=203.0.113.7;PROTO=http;BY=10.0.0.1;HOST=a.example | 203.0.113.7",
        "by=10.0.0.1 ; for=203.0.113.7 | 203.0.113.7",
        "for=\"203\\.0.113.7\" | 203.0.113.7",
        "for=203.0.113.7;ext=\"a, for=198.51.100.1; \\\" x\" | 203.0.113.7",
        "for=203.0.113.7:80 | 203.0.113.7",
        "for=203.0.113.7, for=10.2.2.2;proto=http, for=\"[fd00::1]:1\" | 203.0.113.7",
      })
  void parsesElementsOfRfc7239(String value, String address) {
    assertThat(client("Forwarded: " + value).address()).isEqualTo(address);
  }

  @Test
  void elementOfTheProxyNextToTheClientWins() {
    ClientRequest client =
        client(
            "Forwarded: for=203.0.113.7;proto=https;host=\"app.example:8443\","
                + " for=10.2.2.2;proto=http;host=inner");
    assertThat(client)
        .isEqualTo(new ClientRequest("203.0.113.7", 0, true, "app.example", 8443, true));
  }

  // -- Invalid values

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=unknown",
        "for=_hidden",
        "for=_hidden:_port",
        "for",
        "=",
        ";",
        "for=",
        "for=a.example",
        "for=203.0.113.7;for=198.51.100.1",
        "for=203.0.113.7 proto=https",
        "for=\"203.0.113.7",
        "for=\"203.0.113.7\\\"",
        "for=203.0.113.7;=x",
        "for=999.1.1.1",
        "for=\"[::1\"",
        "for=203.0.113.7\u0000",
      })
  void invalidForwardedElementIsIgnored(String element) {
    assertThat(client("Forwarded: " + element).address()).isEqualTo(PROXY);
    assertThat(client("Forwarded: for=203.0.113.9, " + element).address()).isEqualTo(PROXY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "a.example",
        "999.1.1.1",
        "1.2.3",
        "[::1",
        "::1]",
        "1.2.3.4:99999",
        "1.2.3.4:x",
        "%31",
        "é"
      })
  void invalidAddressIsIgnored(String entry) {
    assertThat(client("X-Forwarded-For: " + entry).address()).isEqualTo(PROXY);
    assertThat(client("X-Forwarded-For: 203.0.113.9, " + entry).address()).isEqualTo(PROXY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-Proto: gopher",
        "X-Forwarded-Proto: https;",
        "X-Forwarded-Host: a b",
        "X-Forwarded-Host: http://evil.example/",
        "X-Forwarded-Host: evil.example@app.example",
        "X-Forwarded-Host: :80",
        "X-Forwarded-Port: https",
        "X-Forwarded-Port: 0",
        "X-Forwarded-Port: 70000",
      })
  void invalidSchemeHostOrPortStaysAsReceived(String line) {
    ClientRequest client = client("X-Forwarded-For: 203.0.113.7", line);
    assertThat(client).isEqualTo(new ClientRequest("203.0.113.7", 0, false, "roost", 4000, true));
  }

  // -- Both kinds at once

  @Test
  void bothHeaderKindsMustNameTheSameClient() {
    assertThat(
            client("X-Forwarded-For: 203.0.113.7", "Forwarded: for=203.0.113.7;host=x").address())
        .isEqualTo("203.0.113.7");
    assertHeadersIgnored(
        client("X-Forwarded-For: 203.0.113.7", "Forwarded: for=198.51.100.1;host=evil.example"),
        PROXY);
    assertHeadersIgnored(
        client("X-Forwarded-Host: evil.example", "Forwarded: for=203.0.113.7"), PROXY);
  }

  @Test
  void headerKindIsConfigurable() {
    String[] both = {"X-Forwarded-For: 203.0.113.7", "Forwarded: for=198.51.100.1"};
    assertThat(
            PROXIES
                .headers(ForwardedHeaders.X_FORWARDED)
                .client(FakeRequest.from(PROXY, both))
                .address())
        .isEqualTo("203.0.113.7");
    assertThat(
            PROXIES
                .headers(ForwardedHeaders.FORWARDED)
                .client(FakeRequest.from(PROXY, both))
                .address())
        .isEqualTo("198.51.100.1");
    assertHeadersIgnored(
        PROXIES
            .headers(ForwardedHeaders.FORWARDED)
            .client(FakeRequest.from(PROXY, "X-Forwarded-For: 203.0.113.7")),
        PROXY);
  }

  // -- Floods

  @Test
  @Timeout(20)
  void longHeadersAreParsedOnlyUpToTheFirstUntrustedEntry() {
    for (String piece :
        new String[] {
          "10.0.0.1, ",
          ",",
          "\"",
          "\\\"",
          "\\",
          "for=\"",
          "for=\"\\\"",
          "1:",
          ";",
          "=",
          "for=10.0.0.1,"
        }) {
      String flood = piece.repeat(30_000);
      for (int i = 0; i < 20; i++) {
        assertThat(client("X-Forwarded-For: " + flood + ", 203.0.113.7").address())
            .isEqualTo("203.0.113.7");
        assertThat(client("Forwarded: " + flood + ", for=203.0.113.7").address())
            .isEqualTo("203.0.113.7");
        assertThat(client("Forwarded: " + flood).address()).isEqualTo(PROXY);
        client("X-Forwarded-For: " + flood, "X-Forwarded-Proto: " + flood);
      }
    }
  }

  @Test
  void chainOfTooManyProxiesEndsAtTheLimit() {
    ClientRequest client = client("X-Forwarded-For: 203.0.113.7" + ", 10.4.4.4".repeat(100));
    assertThat(client.address()).isEqualTo("10.4.4.4");
  }
}
