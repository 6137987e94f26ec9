package dev.roost.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.hazelcast.logging.ILogger;
import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.internal.hazelcast.QuietLoggers;
import dev.roost.internal.pubsub.ClusterNodes;
import dev.roost.internal.pubsub.ClusterWait;
import dev.roost.internal.session.CapturedLog;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** A cluster's log at level INFO, without levels for single loggers. */
@Timeout(120)
class QuietClusterTest {
  private final Map<Logger, Level> levels = new HashMap<>();

  @BeforeEach
  void forgetLevels() {
    for (Logger logger : ((LoggerContext) LoggerFactory.getILoggerFactory()).getLoggerList()) {
      if (logger.getLevel() != null && !logger.getName().equals(Logger.ROOT_LOGGER_NAME)) {
        levels.put(logger, logger.getLevel());
        logger.setLevel(null);
      }
    }
  }

  @AfterEach
  void restoreLevels() {
    levels.forEach(Logger::setLevel);
  }

  @Test
  void startAndStopOfTwoNodesLogFewLines() {
    try (CapturedLog log = new CapturedLog()) {
      List<Vertx> buses = ClusterNodes.startBuses(2);
      Endpoint one = join(buses.get(0));
      Endpoint two = join(buses.get(1));
      ClusterWait.until(
          () -> {
            assertThat(one.cluster().nodes()).hasSize(1);
            assertThat(two.cluster().nodes()).hasSize(1);
          });
      ClusterWait.until(
          () ->
              assertThat(log.lines())
                  .filteredOn(line -> !line.contains("Hibernate Validator"))
                  .hasSize(4)
                  .allMatch(line -> line.matches("INFO (joined cluster: name=.*|node .* is up)")));

      ClusterWait.get(two.close());
      ClusterWait.until(() -> assertThat(one.cluster().nodes()).isEmpty());
      ClusterWait.get(one.close());
      ClusterNodes.stopBuses(buses);
      // Both nodes stop together; each may report the loss of the other.
      assertThat(log.lines())
          .hasSizeLessThanOrEqualTo(10)
          .noneMatch(line -> line.startsWith("ERROR") || line.contains("stack trace"));
    }
  }

  private static Endpoint join(Vertx vertx) {
    return ClusterWait.get(
        Endpoint.join(vertx, new EndpointOptions(), new ClusterOptions().name("quiet")));
  }

  @Test
  void warningsAreLogged() {
    try (CapturedLog log = new CapturedLog()) {
      ILogger service =
          new QuietLoggers().getLogger("com.hazelcast.internal.cluster.ClusterService");
      service.info("a member");
      service.warning("a {} of the cluster", new IllegalStateException("lost"));
      service.severe("out of memory");
      new QuietLoggers().getLogger("com.hazelcast.internal.server.tcp.TcpServer").warning("reset");
      assertThat(log.lines())
          .containsExactly(
              "WARN a {} of the cluster\n  with the stack trace of java.lang.IllegalStateException",
              "ERROR out of memory");
      assertThat(service.isInfoEnabled()).isFalse();
      assertThat(service.isWarningEnabled()).isTrue();
    }
  }
}
