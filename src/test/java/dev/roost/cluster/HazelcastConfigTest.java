package dev.roost.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The Hazelcast configuration made from settings. */
class HazelcastConfigTest {
  private static final Path FILE = Path.of("config", "cluster.xml");

  private static Config file() {
    return HazelcastConfig.of(new ClusterSettings().hazelcastFile(FILE));
  }

  private static JoinConfig join(ClusterSettings settings) {
    return HazelcastConfig.of(settings).getAdvancedNetworkConfig().getJoin();
  }

  @Test
  void fileMatchesTheSettings() {
    Config fromFile = file();
    Config own = HazelcastConfig.of(new ClusterSettings().members("127.0.0.1:5701"));
    Properties properties = new Properties();
    properties.putAll(fromFile.getProperties());
    assertThat(properties).isEqualTo(own.getProperties());
    assertThat(fromFile.getClusterName()).isEqualTo(own.getClusterName());
    assertThat(fromFile.getAdvancedNetworkConfig()).isEqualTo(own.getAdvancedNetworkConfig());
    assertThat(fromFile.getMultiMapConfigs()).isEqualTo(own.getMultiMapConfigs());
    assertThat(fromFile.getMapConfigs()).isEqualTo(own.getMapConfigs());
    assertThat(fromFile.getMetricsConfig().isEnabled()).isFalse();
  }

  @Test
  void otherDiscoveryMethodsAreOff() {
    JoinConfig none = join(new ClusterSettings());
    assertThat(none.getAutoDetectionConfig().isEnabled()).isFalse();
    assertThat(none.getMulticastConfig().isEnabled()).isFalse();
    assertThat(none.getTcpIpConfig().getMembers()).isEmpty();
    JoinConfig multicast = join(new ClusterSettings().multicast("224.2.2.3", 54327));
    assertThat(multicast.getTcpIpConfig().isEnabled()).isFalse();
    assertThat(multicast.getMulticastConfig().isEnabled()).isTrue();
    assertThat(multicast.getMulticastConfig().getMulticastGroup()).isEqualTo("224.2.2.3");
    JoinConfig kubernetes =
        join(new ClusterSettings().host("0.0.0.0").port(5000).kubernetesDns("roost.default.svc"));
    assertThat(kubernetes.getTcpIpConfig().isEnabled()).isFalse();
    assertThat(kubernetes.getKubernetesConfig().isEnabled()).isTrue();
    assertThat(kubernetes.getKubernetesConfig().getProperties())
        .containsEntry("service-dns", "roost.default.svc")
        .containsEntry("service-port", "5000");
  }

  @Test
  void nodeListensOnLoopbackByDefault() {
    Config loopback = HazelcastConfig.of(new ClusterSettings());
    assertThat(loopback.getProperty("hazelcast.local.localAddress")).isEqualTo("127.0.0.1");
    assertThat(loopback.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
    Config everywhere = HazelcastConfig.of(new ClusterSettings().host("0.0.0.0"));
    assertThat(everywhere.getProperty("hazelcast.local.localAddress")).isNull();
  }

  @Test
  void timeoutsDeriveFromOneSetting() {
    Config quick = HazelcastConfig.of(new ClusterSettings().failureDetectionSeconds(5));
    assertThat(quick.getProperty("hazelcast.max.no.heartbeat.seconds")).isEqualTo("3");
    assertThat(quick.getProperty("hazelcast.operation.call.timeout.millis")).isEqualTo("20000");
  }
}
