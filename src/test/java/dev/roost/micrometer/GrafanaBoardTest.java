package dev.roost.micrometer;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.OriginCheck;
import dev.roost.RunningEndpoint;
import dev.roost.channel.ConnectHandler;
import dev.roost.cluster.ClusterStatus;
import dev.roost.internal.session.ScriptedChannel;
import dev.roost.internal.transport.RawWebSocket;
import dev.roost.live.LiveOptions;
import dev.roost.live.LiveRoutes;
import dev.roost.presence.PresenceOptions;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each query of the Grafana board uses existing metrics and labels. */
@Timeout(60)
class GrafanaBoardTest {
  private static final Pattern FIGURE = Pattern.compile("\\b(roost_\\w+)");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^(roost_\\w+)[{ ]");
  private static final Pattern SUM = Pattern.compile("sum by \\(([^)]*)\\) \\((?:rate\\()?(\\w+)");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private LiveRoutes live;

  @Test
  void queriesUseExistingMetrics() throws Exception {
    JsonNode board = new ObjectMapper().readTree(Path.of("src", "docs", "grafana.json").toFile());
    Set<String> queries =
        board.findValues("expr").stream().map(JsonNode::asText).collect(Collectors.toSet());
    assertThat(queries).hasSizeGreaterThan(30);
    String figures = figures();

    assertThat(names(FIGURE, String.join("\n", queries))).isSubsetOf(names(SAMPLE, figures));
    for (String query : queries) {
      SUM.matcher(query)
          .results()
          .forEach(
              sum ->
                  assertThat(labels(figures, sum.group(2)))
                      .as(query)
                      .contains(sum.group(1).split(", ")));
    }
  }

  /** The Prometheus output of an endpoint with all features, after a client's visit. */
  private String figures() throws Exception {
    EndpointMeters meters = new EndpointMeters(registry);
    EndpointOptions options =
        new EndpointOptions()
            .checkOrigin(OriginCheck.none())
            .secretKeyBase("a secret of this test, which nothing else is signed with")
            .listener(meters);
    try (RunningEndpoint running =
        RunningEndpoint.start(
            options,
            socket ->
                socket
                    .connect(ConnectHandler.acceptAll())
                    .channel("a", () -> new ScriptedChannel().onIn((self, push) -> push.ok())),
            endpoint -> live = LiveRoutes.create(endpoint, new LiveOptions().layout(page -> "")))) {
      meters.watch(inCluster(running.endpoint()));
      meters.watch(running.endpoint().presence(new PresenceOptions()));
      meters.watch(live);
      try (RawWebSocket client = running.join("a")) {
        client.sendText("[\"1\",\"2\",\"a\",\"event\",{}]");
        eventually(() -> assertThat(registry.find("roost.channel.handled.in").timer()).isNotNull());
      }
      return registry.scrape();
    }
  }

  /** The endpoint with the status of a cluster. */
  private static Endpoint inCluster(Endpoint endpoint) {
    ClusterStatus cluster =
        (ClusterStatus)
            Proxy.newProxyInstance(
                ClusterStatus.class.getClassLoader(),
                new Class<?>[] {ClusterStatus.class},
                (proxy, method, arguments) ->
                    method.getName().equals("nodes") ? List.of() : new ClusterStatus.Losses(0, 0));
    return (Endpoint)
        Proxy.newProxyInstance(
            Endpoint.class.getClassLoader(),
            new Class<?>[] {Endpoint.class},
            (proxy, method, arguments) ->
                method.getName().equals("cluster") ? cluster : method.invoke(endpoint, arguments));
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The labels of a metric, and the one that Prometheus adds. */
  private static Set<String> labels(String figures, String name) {
    Set<String> labels = new TreeSet<>(Set.of("instance"));
    Pattern.compile("(?m)^" + name + "\\{(.*)\\} ")
        .matcher(figures)
        .results()
        .forEach(sample -> labels.addAll(names(Pattern.compile("(\\w+)=\""), sample.group(1))));
    return labels;
  }
}
