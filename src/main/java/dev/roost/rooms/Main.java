package dev.roost.rooms;

import dev.roost.endpoint.EndpointServer;
import dev.roost.rooms.config.CommandLine;
import dev.roost.rooms.config.Settings;
import dev.roost.rooms.config.SettingsException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the server. SIGTERM and SIGINT stop it: connections are closed so that clients reconnect,
 * and the process ends with status 0. Where it cannot start, it says why in one line and ends with
 * status 1.
 */
public final class Main {
  private static final Logger log = LoggerFactory.getLogger(Main.class);

  private static final int STOP_SECONDS = 5;

  private Main() {}

  /**
   * Starts the server.
   *
   * @param args see {@link CommandLine}
   */
  public static void main(String[] args) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
                .setPreferNativeTransport(true));
    try {
      Settings settings = Settings.load(vertx, CommandLine.parse(args), System.getenv()).await();
      EndpointServer server = start(vertx, settings).await();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(vertx, server), "stop"));
      System.out.println(
          "Roost listens on "
              + url(settings.host(), server.port())
              + (settings.developmentTokens() ? " (development tokens on)" : ""));
    } catch (SettingsException e) {
      giveUp(e.getMessage());
    } catch (RuntimeException e) {
      log.debug("cannot start", e);
      giveUp(e.toString());
    }
  }

  private static Future<EndpointServer> start(Vertx vertx, Settings settings) {
    return RoomsServer.start(vertx, settings, RoomsServer.WEB_PAGE)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof IOException
                        ? new SettingsException(
                            "cannot listen on "
                                + url(settings.host(), settings.port())
                                + ": "
                                + failure.getMessage())
                        : failure));
  }

  private static void giveUp(@Nullable String reason) {
    System.err.println("Roost cannot start: " + reason);
    System.exit(1);
  }

  private static String url(String host, int port) {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  // A JVM that was ended by a signal has a status of failure. As this is none, we halt ourselves.
  private static void stop(Vertx vertx, EndpointServer server) {
    int status = 0;
    try {
      server.close().await(STOP_SECONDS, TimeUnit.SECONDS);
      vertx.close().await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | RuntimeException e) {
      System.err.println("Roost did not stop in good order: " + e);
      status = 1;
    }
    Runtime.getRuntime().halt(status);
  }
}
