package dev.roost.rooms;

import dev.roost.DrainOptions;
import dev.roost.EndpointServer;
import dev.roost.cluster.ClusteredVertx;
import dev.roost.rooms.accounts.PasswordResetLink;
import dev.roost.rooms.config.CommandLine;
import dev.roost.rooms.config.Settings;
import dev.roost.rooms.config.SettingsException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the server. SIGTERM and SIGINT drain and stop it: the server asks clients in small groups
 * to reconnect, and the process ends with status 0. If it cannot start, it prints the reason in one
 * line and exits with status 1. With {@code --print-config} it says what its settings are, and
 * ends. With {@code --reset-password EMAIL} it makes a link by which the account sets a new
 * password, and ends.
 */
public final class Main {
  private static final Logger log = LoggerFactory.getLogger(Main.class);

  /** The time that stopping may take in addition to the drain. */
  private static final int GRACE_SECONDS = 15;

  private static final int STOP_SECONDS = 5;

  private Main() {}

  /**
   * Starts the server.
   *
   * @param args see {@link CommandLine}
   */
  public static void main(String[] args) {
    try {
      CommandLine commandLine = CommandLine.parse(args);
      if (commandLine.printConfig()) {
        String settings = read(vertx -> Settings.print(vertx, commandLine, System.getenv()));
        System.out.print(settings);
        return;
      }
      Settings settings = read(vertx -> Settings.load(vertx, commandLine, System.getenv()));
      String email = commandLine.resetPasswordOf();
      if (email != null) {
        System.out.println(PasswordResetLink.make(settings, email));
        return;
      }
      Vertx vertx = vertx(settings);
      EndpointServer server = start(vertx, settings).await();
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> stop(vertx, server, drainSeconds(settings)), "stop"));
      System.out.println(
          "Roost listens on "
              + url(settings.host(), server.port())
              + (settings.developmentTokens() ? " (development tokens on)" : ""));
    } catch (SettingsException e) {
      exit(e.getMessage());
    } catch (RuntimeException e) {
      log.debug("cannot start", e);
      exit(e.toString());
    }
  }

  // The settings say whether Vert.x becomes a node of a cluster.
  private static <T> T read(Function<Vertx, Future<T>> settings) {
    Vertx reader = Vertx.vertx();
    try {
      return settings.apply(reader).await();
    } finally {
      reader.close().await();
    }
  }

  private static Vertx vertx(Settings settings) {
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
            .setPreferNativeTransport(true);
    if (settings.cluster().isEmpty()) {
      return Vertx.vertx(options);
    }
    try {
      return ClusteredVertx.start(options, settings.cluster().get()).await();
    } catch (IllegalArgumentException e) {
      throw new SettingsException("cluster: " + e.getMessage());
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

  private static void exit(@Nullable String reason) {
    System.err.println("Roost cannot start: " + reason);
    System.exit(1);
  }

  private static String url(String host, int port) {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private static long drainSeconds(Settings settings) {
    DrainOptions drain = settings.operations().drain();
    return (drain.pauseMillis() + drain.shutdownMillis()) / 1_000 + GRACE_SECONDS;
  }

  // A JVM that was ended by a signal has a status of failure. As this is none, we halt ourselves.
  private static void stop(Vertx vertx, EndpointServer server, long drainSeconds) {
    int status = 0;
    try {
      server.drain().await(drainSeconds, TimeUnit.SECONDS);
      vertx.close().await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | RuntimeException e) {
      System.err.println("Roost did not stop in good order: " + e);
      status = 1;
    }
    Runtime.getRuntime().halt(status);
  }
}
