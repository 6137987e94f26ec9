package dev.roost.example;

import dev.roost.Endpoint;
import dev.roost.EndpointServer;
import dev.roost.dashboard.Dashboard;
import dev.roost.dashboard.DashboardOptions;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerOptions;

/** A server with a dashboard for its operators. */
final class DashboardServer {
  static Future<EndpointServer> start(Endpoint endpoint, int port, String adminKey) {
    Dashboard dashboard = Dashboard.create(endpoint, new DashboardOptions().key(adminKey));
    return endpoint.listen(new HttpServerOptions().setPort(port), dashboard::mount);
  }

  private DashboardServer() {}
}
