package dev.roost.rooms.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.77, 192.0.2.77/32, 192.0.2.0/24",
    "255.255.255.255, 255.255.255.255/32, 255.255.255.0/24",
    "::ffff:192.0.2.77, 192.0.2.77/32, 192.0.2.0/24",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64, 2001:db8:1::/48",
    "2001:db8:1:2:ffff::, 2001:db8:1:2::/64, 2001:db8:1::/48",
    "fe80::1%eth0, fe80::/64, fe80::/48",
    "::1, ::/64, ::/48",
    "/run/roost.sock, none, none",
    ", none, none",
  })
  void keepsTheSubscribersPrefixAndTheNetworks(String ip, String address, String network) {
    ClientAddress client = ClientAddress.of(ip);

    assertThat(client.address()).hasToString(address);
    assertThat(client.network()).hasToString(network);
  }
}
