package dev.roost.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.config.XmlConfigBuilder;
import dev.roost.Endpoint;
import dev.roost.example.Clusters;
import dev.roost.internal.pubsub.ClusterWait;
import dev.roost.internal.pubsub.FreePorts;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes discover each other in each supported way and exchange messages. */
class ClusteredVertxTest {
  private final List<Vertx> nodes = new ArrayList<>();

  @TempDir private Path directory;

  @AfterEach
  void close() {
    nodes.forEach(node -> ClusterWait.get(node.close()));
  }

  private Vertx start(ClusterSettings settings) {
    Vertx node =
        ClusterWait.get(ClusteredVertx.start(new VertxOptions().setEventLoopPoolSize(2), settings));
    nodes.add(node);
    return node;
  }

  private void assertConnected(Vertx one, Vertx other) {
    List<String> heard = new CopyOnWriteArrayList<>();
    ClusterWait.get(
        other
            .eventBus()
            .<String>consumer("place", message -> heard.add(message.body()))
            .completion());
    ClusterWait.until(
        () -> {
          one.eventBus().publish("place", "hello");
          assertThat(heard).contains("hello");
        });
  }

  @Test
  void discoveryByMulticastWithTls() throws Exception {
    Certificates certificates = new Certificates(directory);
    String name = "test" + UUID.randomUUID();
    int eventBusPort = FreePorts.next();
    ClusterSettings first =
        new ClusterSettings()
            .clusterName(name)
            .port(FreePorts.next())
            .multicast("224.2.2.3", 54327)
            .eventBusPort(eventBusPort);
    certificates.asJks(first);
    ClusterSettings second =
        new ClusterSettings()
            .clusterName(name)
            .port(FreePorts.next())
            .multicast("224.2.2.3", 54327);
    certificates.asPem(second);
    Vertx one = start(first);
    Vertx other = start(second);
    assertConnected(one, other);
    assertConnected(other, one);
    assertPlainTextIsRefused(eventBusPort);
  }

  /** The node closes a connection that does not speak TLS, without an answer. */
  private static void assertPlainTextIsRefused(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("ping\n".getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      byte[] answer = in.readAllBytes();
      // At most a TLS alert arrives.
      assertThat(answer.length).isLessThan(16);
    }
  }

  @Test
  void discoveryByHazelcastFile() throws Exception {
    int onePort = FreePorts.next();
    int otherPort = FreePorts.next();
    Path file = file("one.xml", onePort, otherPort);
    Endpoint one = ClusterWait.get(Clusters.onHazelcast(new ClusterSettings().hazelcastFile(file)));
    nodes.add(one.vertx());
    Config config = new XmlConfigBuilder(file("other.xml", otherPort, onePort).toString()).build();
    Endpoint other = ClusterWait.get(Clusters.on(new HazelcastClusterManager(config)));
    nodes.add(other.vertx());
    assertConnected(one.vertx(), other.vertx());
    ClusterWait.until(() -> assertThat(one.cluster().nodes()).hasSize(1));
    ClusterWait.until(() -> assertThat(other.cluster().nodes()).hasSize(1));
  }

  /** The file that comes with Roost, with other ports. */
  private Path file(String name, int port, int other) throws IOException {
    String member = "<member>127.0.0.1:%d</member>";
    String xml =
        Files.readString(Path.of("config", "cluster.xml"))
            .replace(">5701<", ">" + port + "<")
            .replace(member.formatted(5701), member.formatted(port) + member.formatted(other))
            .replace("<cluster-name>roost<", "<cluster-name>test" + onlyThisRun() + "<");
    assertThat(xml).contains(">" + port + "<", member.formatted(other));
    return Files.writeString(directory.resolve(name), xml);
  }

  private static long onlyThisRun() {
    return ProcessHandle.current().pid();
  }

  @Test
  void contradictingSettingsAreRefused() {
    assertThatThrownBy(
            () ->
                ClusteredVertx.start(
                    new VertxOptions(), new ClusterSettings().eventBusHost("0.0.0.0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("public event bus host");
  }
}
