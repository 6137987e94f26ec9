package dev.roost.benchmark.rooms;

import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.database.TestDatabase;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The server of the rooms with an empty database, {@code --database embedded} or {@code postgres},
 * and without the limits that a few accounts on one address would reach.
 */
final class RoomsForTypists {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "ROOST_BUDGETS_EDITS_PER_SECOND", "0",
          "ROOST_BUDGETS_STORED_BYTES_PER_HOUR", "0",
          "ROOST_BUDGETS_CREATIONS_PER_HOUR", "0",
          "ROOST_BUDGETS_CHALLENGES_PER_ACCOUNT", "1000",
          "ROOST_SERVER_MAX_CONNECTIONS_PER_ADDRESS", "0",
          "ROOST_SIGN_IN_MAX_PER_ADDRESS", "100000");

  private RoomsForTypists() {}

  public static void main(String[] args) throws Exception {
    TestDatabase database = TestDatabase.valueOf(args[1].toUpperCase(Locale.ROOT));
    Path data = Files.createTempDirectory("rooms-for-typists");
    Map<String, String> environment = new HashMap<>(database.environment());
    environment.putAll(ENVIRONMENT);
    RunningRooms rooms = RunningRooms.start(Vertx.vertx(), data, environment);
    System.out.println("ready on port " + rooms.port());
  }
}
