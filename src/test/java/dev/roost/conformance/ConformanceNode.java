package dev.roost.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.Endpoint;
import dev.roost.EndpointServer;
import dev.roost.internal.pubsub.ClusterNodes;
import dev.roost.internal.pubsub.ClusterWait;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One of several conformance servers in this process that form a cluster over loopback. {@code POST
 * /drain} drains it.
 */
record ConformanceNode(Vertx vertx, Endpoint endpoint, EndpointServer server) {

  /** Starts nodes and waits until each sees the others. */
  static List<ConformanceNode> start(int number) {
    List<ConformanceNode> nodes = new ArrayList<>();
    for (Vertx vertx : ClusterNodes.startBuses(number)) {
      Endpoint endpoint = ClusterWait.get(ConformanceEndpoint.join(vertx));
      Promise<EndpointServer> itself = Promise.promise();
      EndpointServer server =
          ClusterWait.get(
              endpoint.listen(
                  new HttpServerOptions().setHost("127.0.0.1").setPort(0).setAcceptBacklog(4_096),
                  router ->
                      router
                          .post("/drain")
                          .handler(
                              context ->
                                  context
                                      .response()
                                      .end()
                                      .onSuccess(told -> itself.future().result().drain()))));
      itself.complete(server);
      nodes.add(new ConformanceNode(vertx, endpoint, server));
    }
    for (ConformanceNode node : nodes) {
      ClusterWait.until(() -> assertThat(node.others()).isEqualTo(number - 1));
    }
    return nodes;
  }

  private int others() {
    return Objects.requireNonNull(endpoint.cluster()).nodes().size();
  }

  int port() {
    return server.port();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  long sessions() {
    return Objects.requireNonNull(endpoint.metrics().get("/socket")).open();
  }
}
