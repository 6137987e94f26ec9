package dev.roost.rooms.operations;

import dev.roost.Endpoint;
import dev.roost.dashboard.Dashboard;
import dev.roost.dashboard.DashboardOptions;
import dev.roost.micrometer.PrometheusRoute;
import dev.roost.presence.Presence;
import dev.roost.rooms.config.OperationsSettings;
import dev.roost.rooms.config.SignInLimits;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.DatabaseUnavailableException;
import dev.roost.rooms.database.Outage;
import dev.roost.routes.AdminRoutes;
import dev.roost.routes.BearerKey;
import dev.roost.routes.HealthRoutes;
import dev.roost.routes.PublishRoutes;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All of it, as far as the settings have it on. To be mounted on each router. */
public final class Operations {
  private final List<Consumer<Router>> routes = new ArrayList<>();

  /**
   * Over these parts.
   *
   * @param meters what is measured, or null if nothing is
   * @param signIn how often a client may try the key of the dashboard
   */
  public Operations(
      OperationsSettings settings,
      Endpoint endpoint,
      Presence presence,
      Database database,
      @Nullable Meters meters,
      SignInLimits signIn) {
    routes.add(health(endpoint, database::checkWritable)::mount);
    if (meters != null) {
      meters.watch(endpoint, presence);
      PrometheusRoute metrics = meters.route(endpoint);
      settings.metricsKey().ifPresent(key -> metrics.authentication(BearerKey.of(key)));
      routes.add(metrics::mount);
    }
    settings
        .adminKey()
        .map(key -> new AdminRoutes(endpoint, BearerKey.of(key)).presence(presence))
        .ifPresent(admin -> routes.add(admin::mount));
    settings
        .adminKey()
        .map(key -> dashboard(endpoint, presence, key, signIn))
        .ifPresent(dashboard -> routes.add(dashboard::mount));
    settings
        .publishKey()
        .map(key -> new PublishRoutes(endpoint, BearerKey.of(key)))
        .ifPresent(publish -> routes.add(publish::mount));
  }

  private static Dashboard dashboard(
      Endpoint endpoint, Presence presence, String key, SignInLimits limits) {
    return Dashboard.create(
        endpoint,
        new DashboardOptions()
            .key(key)
            .presence(presence)
            .signInAttempts(limits.perEmail(), Duration.ofSeconds(limits.windowSeconds())));
  }

  /** Not ready while the database cannot be written; the answer says why. */
  static HealthRoutes health(Endpoint endpoint, Supplier<Future<Void>> database) {
    return new HealthRoutes(endpoint)
        .ready("no database", database, failure -> Optional.of(reason(failure)));
  }

  private static String reason(Throwable failure) {
    return failure instanceof DatabaseUnavailableException unavailable
        ? unavailable.outage().reason()
        : Outage.UNREACHABLE.reason();
  }

  /** Adds the routes. Before those of the API, which answers for all others below its path. */
  public void mount(Router router) {
    routes.forEach(route -> route.accept(router));
  }
}
