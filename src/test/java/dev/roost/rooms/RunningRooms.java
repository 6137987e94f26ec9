package dev.roost.rooms;

import dev.roost.endpoint.EndpointServer;
import dev.roost.rooms.auth.Tokens;
import dev.roost.rooms.config.CommandLine;
import dev.roost.rooms.config.Settings;
import dev.roost.rooms.database.TestDatabase;
import io.vertx.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A developer's server, and those who connect to it. */
public final class RunningRooms {
  private final Vertx vertx;
  private final Settings settings;
  private final EndpointServer server;

  private RunningRooms(Vertx vertx, Settings settings, EndpointServer server) {
    this.vertx = vertx;
    this.settings = settings;
    this.server = server;
  }

  /** Starts it on an empty database. */
  public static RunningRooms start(
      Vertx vertx, Path data, TestDatabase database, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(database.environment());
    all.putAll(environment);
    return start(vertx, data, all);
  }

  /** Starts it on the database that the environment says. */
  public static RunningRooms start(Vertx vertx, Path data, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent("ROOST_JWT_SECRET", Tokens.SECRET);
    Settings settings =
        Settings.load(
                vertx, CommandLine.parse("--dev", "--port", "0", "--data", data.toString()), all)
            .await();
    return new RunningRooms(
        vertx, settings, RoomsServer.start(vertx, settings, RoomsServer.WEB_PAGE).await());
  }

  /** Its settings. */
  public Settings settings() {
    return settings;
  }

  /** Where it listens. */
  public int port() {
    return server.port();
  }

  /** Stops serving, and lets go of the database with its Vert.x only. */
  public void stop() {
    server.close().await();
  }

  /** A token of the user. */
  public static String token(long userId) {
    return Tokens.of("HS512").claim("sub", "User:" + userId).hs512();
  }

  /** Connects as a user: 1 is Moebi, 2 Ann, 3 Bob. */
  public PhoenixClient user(long userId) {
    return PhoenixClient.connect(vertx, port(), "token=" + token(userId));
  }

  /** Connects without an account. */
  public PhoenixClient guest(String name) {
    return PhoenixClient.connect(
        vertx, port(), "nickname=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
  }
}
