package dev.roost.rooms.operations;

import dev.roost.Endpoint;
import dev.roost.presence.Presence;
import dev.roost.rooms.config.OperationsSettings;
import dev.roost.rooms.database.Database;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import org.jspecify.annotations.Nullable;

/** All of it, as far as the settings have it on. To be mounted on each router. */
public final class Operations {
  private final OperationsSettings settings;
  private final Endpoint endpoint;
  private final Presence presence;
  private final Database database;
  private final @Nullable Meters meters;

  /**
   * Over these parts.
   *
   * @param meters what is measured, or null if nothing is
   */
  public Operations(
      OperationsSettings settings,
      Endpoint endpoint,
      Presence presence,
      Database database,
      @Nullable Meters meters) {
    this.settings = settings;
    this.endpoint = endpoint;
    this.presence = presence;
    this.meters = meters;
    this.database = database;
    if (meters != null) {
      meters.watch(endpoint, presence);
    }
  }

  /** Adds the routes. Before those of the API, which answers for all others below its path. */
  public void mount(Router router) {
    new HealthRoutes(endpoint, database::checkWritable).mount(router);
    if (meters != null) {
      Meters measured = meters;
      Route route = router.get("/metrics");
      settings.metricsKey().ifPresent(key -> route.handler(new BearerKey(key)));
      route.handler(context -> measured.serve(endpoint, context));
    }
    settings
        .adminKey()
        .ifPresent(key -> new AdminRoutes(endpoint, presence, new BearerKey(key)).mount(router));
    settings
        .publishKey()
        .ifPresent(key -> new PublishRoutes(endpoint, new BearerKey(key)).mount(router));
  }
}
