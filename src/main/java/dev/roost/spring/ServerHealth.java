package dev.roost.spring;

import dev.roost.Endpoint;
import dev.roost.cluster.ClusterStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** The endpoint's part of the application's health, for all versions of Spring Boot. */
final class ServerHealth {
  private final Endpoint endpoint;
  private final RoostServer server;

  ServerHealth(Endpoint endpoint, RoostServer server) {
    this.endpoint = endpoint;
    this.server = server;
  }

  /** Whether clients are to connect. */
  boolean isUp() {
    return server.isRunning() && !endpoint.isDraining();
  }

  Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("draining", endpoint.isDraining());
    ClusterStatus cluster = endpoint.cluster();
    if (cluster != null) {
      details.put("otherNodes", cluster.nodes().size());
    }
    return details;
  }
}
