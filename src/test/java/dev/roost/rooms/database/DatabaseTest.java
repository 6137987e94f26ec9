package dev.roost.rooms.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roost.rooms.PhoenixClient;
import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.config.DatabasePlace;
import dev.roost.rooms.config.DatabaseSettings;
import dev.roost.rooms.config.SettingsException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseTest {
  @TempDir Path data;

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void keepsEverythingAcrossRestarts(TestDatabase database) {
    Map<String, String> environment = database.environment();
    String topic;
    Vertx first = Vertx.vertx();
    try {
      RunningRooms rooms = RunningRooms.start(first, data, environment);
      topic = rooms.newChallenge();
      PhoenixClient ann = rooms.user(2);
      ann.ask(topic, "phx_join", "{\"collab\":{\"version\":-1}}");
      ann.ask(
          topic,
          "document:push",
          "{\"version\":0,\"updates\":[{\"client_id\":\"a\",\"changes\":[[0,\"kept\"]]}]}");
      ann.send(topic, "language:update", "{\"response\":\"php\"}");
      ann.send(topic, "chat:create_message", "{\"message\":\"said\"}");
      ann.until("chat:message_created");
    } finally {
      first.close().await();
    }

    Vertx second = Vertx.vertx();
    try {
      RunningRooms rooms = RunningRooms.start(second, data, environment);
      JsonObject response =
          new JsonObject(
              rooms.user(3).ask(topic, "phx_join", "{\"collab\":{\"version\":0}}").response());

      assertThat(response.getJsonObject("document").getJsonArray("updates")).hasSize(1);
      JsonObject challenge = response.getJsonObject("challenge");
      assertThat(challenge.getString("language")).isEqualTo("php");
      assertThat(
              challenge
                  .getJsonObject("chat")
                  .getJsonArray("messages")
                  .getJsonObject(0)
                  .getString("content"))
          .isEqualTo("said");
    } finally {
      second.close().await();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void writesAfterATransactionAreVisibleToAllConnections(TestDatabase database) {
    ExecutorService threads = Executors.newFixedThreadPool(20);
    Vertx vertx = Vertx.vertx();
    try {
      RunningRooms rooms = RunningRooms.start(vertx, data, database, Map.of());
      rooms.newChallenge();
      String body = "{\"chat\":{\"room_name\":\"Seen\"}}";
      assertThat(rooms.http("POST", "/api/v1/chats", RunningRooms.token(1), body).statusCode())
          .isEqualTo(201);

      // More at once than connections, so that each connection is used.
      List<CompletableFuture<String>> lists =
          IntStream.range(0, 20)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () ->
                              rooms
                                  .http("GET", "/api/v1/chats", RunningRooms.token(1), null)
                                  .body(),
                          threads))
              .toList();

      assertThat(lists).allSatisfy(list -> assertThat(list.join()).contains("\"Seen\""));
    } finally {
      threads.shutdownNow();
      vertx.close().await();
    }
  }

  @Test
  void demoAccountsAreOptional() {
    Vertx vertx = Vertx.vertx();
    try {
      RunningRooms rooms =
          RunningRooms.start(vertx, data, Map.of("ROOST_DATABASE_DEMO_ACCOUNTS", "false"));

      assertThat(rooms.http("GET", "/dev/users", null, null).body()).isEqualTo("{\"users\":[]}");
      assertThat(rooms.http("GET", "/api/v1/settings", null, null).body())
          .contains("\"demo_accounts\":[]");
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void missingDatabaseIsOneErrorLine() {
    Vertx vertx = Vertx.vertx();
    try {
      DatabaseSettings nowhere =
          new DatabaseSettings(
              new DatabasePlace.Embedded(Path.of("/dev/null/nowhere"), Optional.empty()), 2, true);

      assertThatExceptionOfType(SettingsException.class)
          .isThrownBy(() -> Database.open(vertx, nowhere).await())
          .withMessageStartingWith("cannot use the database: ");
    } finally {
      vertx.close().await();
    }
  }
}
