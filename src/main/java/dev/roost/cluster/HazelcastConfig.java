package dev.roost.cluster;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.TcpIpConfig;
import com.hazelcast.spi.merge.DiscardMergePolicy;
import com.hazelcast.spi.merge.PutIfAbsentMergePolicy;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * Configures Hazelcast. Its defaults are for a data grid, where it costs much to lose a node by
 * mistake: it notices a lost node after a minute and merges a split cluster after five. Here a
 * wrong guess costs little: Hazelcast keeps only the registrations of the event bus, and every node
 * can register again.
 *
 * <p>Keep {@code config/cluster.xml} equal to this configuration.
 */
final class HazelcastConfig {
  private static final int BACKUPS = 1;
  private static final int CONNECT_SECONDS = 2;

  private HazelcastConfig() {}

  static Config of(ClusterSettings settings) {
    if (settings.discovery() instanceof Discovery.HazelcastFile hazelcast) {
      try {
        return Config.loadFromFile(hazelcast.file().toFile());
      } catch (FileNotFoundException e) {
        throw new UncheckedIOException(e);
      }
    }
    Config config = new Config().setClusterName(settings.clusterName());
    network(config, settings);
    maps(config);
    failureDetection(config, settings.failureDetectionSeconds());
    join(config, settings.discovery());
    merge(config);
    quiet(config);
    return config;
  }

  private static void network(Config config, ClusterSettings settings) {
    // Not the plain network configuration: with that, a connection to a process that accepts it but
    // does not answer keeps the thread busy that writes to other nodes, until they give this one up
    // (hazelcast/hazelcast#26473). This one also speaks with members only, not with clients.
    ServerSocketEndpointConfig member =
        new ServerSocketEndpointConfig()
            .setPort(settings.port())
            .setPortAutoIncrement(settings.portAutoIncrement());
    member.setSocketConnectTimeoutSeconds(CONNECT_SECONDS);
    AdvancedNetworkConfig network =
        config.getAdvancedNetworkConfig().setEnabled(true).setMemberEndpointConfig(member);
    if (settings.publicHost() != null) {
      String publicAddress =
          settings.portAutoIncrement()
              ? settings.publicHost()
              : settings.publicHost() + ":" + settings.port();
      member.setPublicAddress(publicAddress);
      // The configuration for Vert.x's cluster manager.
      config.getNetworkConfig().setPublicAddress(publicAddress);
    }
    if (!settings.hostIsWildcard()) {
      config.setProperty("hazelcast.local.localAddress", settings.host());
      // Otherwise the address above is only announced, and Hazelcast listens on all interfaces.
      config.setProperty("hazelcast.socket.bind.any", "false");
    }

    JoinConfig join = network.getJoin();
    // Hazelcast has both of these on by default.
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    Discovery discovery = settings.discovery();
    if (discovery instanceof Discovery.Members members) {
      TcpIpConfig tcp = join.getTcpIpConfig().setEnabled(true);
      // How long an address that does not answer may hold up the start.
      tcp.setConnectionTimeoutSeconds(2);
      members.addresses().forEach(tcp::addMember);
    } else if (discovery instanceof Discovery.Multicast multicast) {
      join.getMulticastConfig()
          .setEnabled(true)
          .setMulticastGroup(multicast.group())
          .setMulticastPort(multicast.port())
          .setMulticastTimeoutSeconds(1)
          // Otherwise a node on the loopback interface never discovers another.
          .setLoopbackModeEnabled(true);
    } else if (discovery instanceof Discovery.KubernetesDns kubernetes) {
      join.getKubernetesConfig()
          .setEnabled(true)
          .setProperty("service-dns", kubernetes.serviceDns())
          .setProperty("service-dns-timeout", "2")
          .setProperty("service-port", Integer.toString(settings.port()));
    }
  }

  /** The maps of Vert.x's cluster manager, as in its {@code default-cluster.xml}. */
  private static void maps(Config config) {
    config.addMultiMapConfig(
        new MultiMapConfig("__vertx.subs")
            .setBackupCount(BACKUPS)
            .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET)
            // Each node of the smaller part registers again when it has joined the larger one. Its
            // knowledge of other nodes is outdated by then.
            .setMergePolicyConfig(mergeWith(DiscardMergePolicy.class)));
    config.addMapConfig(
        new MapConfig("__vertx.nodeInfo")
            .setBackupCount(BACKUPS)
            .setMergePolicyConfig(mergeWith(PutIfAbsentMergePolicy.class)));
    config.addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(BACKUPS));
  }

  private static MergePolicyConfig mergeWith(Class<?> policy) {
    return new MergePolicyConfig().setPolicy(policy.getName());
  }

  private static void failureDetection(Config config, int seconds) {
    seconds(config, "hazelcast.heartbeat.interval.seconds", 1);
    // A second for the heartbeat that was just missed, and one for the others to agree.
    seconds(config, "hazelcast.max.no.heartbeat.seconds", seconds - 2);
    // hazelcast.mastership.claim.timeout.seconds stays at its 120. It is also how often a node may
    // try to be accepted as the successor of the oldest one: the first ten tries take milliseconds,
    // and those who have not missed the oldest node yet refuse. With fewer all part company.
    seconds(config, "hazelcast.member.list.publish.interval.seconds", 5);
    // A process that has ended refuses connections. Three refusals in a row and it is lost.
    config.setProperty("hazelcast.connection.monitor.max.faults", "3");
    config.setProperty("hazelcast.connection.monitor.interval", "100");
    // A call waits for a node that is not lost yet, so it must not give up before that is known:
    // Vert.x does not repeat what it does when a node was lost.
    long call = Duration.ofSeconds(2L * seconds + 10).toMillis();
    config.setProperty("hazelcast.operation.call.timeout.millis", Long.toString(call));
    // All retries but the first 14 are half a second apart; the default has two minutes of them.
    config.setProperty("hazelcast.invocation.max.retry.count", Long.toString(call / 500 + 14));
  }

  private static void join(Config config, Discovery discovery) {
    // How long the oldest node waits for more to come before it lets those in that have asked. It
    // is also how long a node waits for DNS entries; 0 would mean not at all.
    int wait = discovery instanceof Discovery.KubernetesDns ? 2 : 0;
    seconds(config, "hazelcast.wait.seconds.before.join", wait);
    seconds(config, "hazelcast.max.wait.seconds.before.join", 2 * wait);
    seconds(config, "hazelcast.max.join.seconds", 60);
    // A node that has joined waits until it has a connection to each other one.
    seconds(config, "hazelcast.connect.all.wait.seconds", 5);
    seconds(config, "hazelcast.graceful.shutdown.max.wait", 10);
  }

  private static void merge(Config config) {
    seconds(config, "hazelcast.merge.first.run.delay.seconds", 5);
    seconds(config, "hazelcast.merge.next.run.delay.seconds", 5);
    seconds(config, "hazelcast.max.join.merge.target.seconds", 10);
  }

  /** Nothing but a member: no telemetry, no management, and no shutdown but by Vert.x. */
  private static void quiet(Config config) {
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.logging.emoji.enabled", "false");
  }

  private static void seconds(Config config, String property, int seconds) {
    config.setProperty(property, Integer.toString(seconds));
  }
}
