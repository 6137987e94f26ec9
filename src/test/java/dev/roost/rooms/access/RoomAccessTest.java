package dev.roost.rooms.access;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.rooms.PhoenixClient;
import dev.roost.rooms.PhoenixClient.Received;
import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.database.Tables;
import dev.roost.rooms.database.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners, editors and viewers of challenges and chats. Moebi creates the rooms. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class RoomAccessTest {
  private static final long MOEBI = 1;
  private static final long ANN = 2;
  private static final long BOB = 3;

  @TempDir static Path data;
  private static Vertx vertx;
  private static RunningRooms rooms;

  @Parameter TestDatabase database;

  @BeforeParameterizedClassInvocation
  static void start(TestDatabase database) {
    vertx = Vertx.vertx();
    rooms =
        RunningRooms.start(
            vertx,
            data,
            database,
            Map.of(
                "ROOST_ROOMS_MAX_INVITES", "3",
                "ROOST_ROOMS_MAX_MEMBERS", "2",
                "ROOST_BUDGETS_CREATIONS_PER_HOUR", "0"));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    vertx.close().await();
  }

  // -- Access

  @Test
  void privateChallengeIsVisibleToItsMembersOnly() {
    long id = newChallenge("private");

    assertThat(rooms.user(ANN).join("challenges:" + id).response())
        .isEqualTo("{\"reason\":\"forbidden\"}");
    assertThat(listed(MOEBI, "challenges")).contains(id);
    assertThat(listed(ANN, "challenges")).doesNotContain(id);
    assertThat(call("GET", "/challenges/" + id + "/members", ANN, null).statusCode())
        .isEqualTo(404);

    JsonNode access = join(rooms.user(MOEBI), id).path("access");
    assertThat(access.path("role").asText()).isEqualTo("owner");
    assertThat(access.path("visibility").asText()).isEqualTo("private");
    assertThat(access.path("locked").asBoolean(true)).isFalse();
    assertThat(access.path("archived").asBoolean(true)).isFalse();
  }

  @Test
  void everyAccountEditsAnOpenChallenge() {
    long id = newChallenge("open");

    assertThat(join(rooms.user(ANN), id).at("/access/role").asText()).isEqualTo("editor");
    assertThat(listed(ANN, "challenges")).contains(id);
    assertThat(call("GET", "/challenges/" + id + "/members", ANN, null).body())
        .isEqualTo(
            "{\"members\":[{\"user_id\":1,\"first_name\":\"Moebi\",\"last_name\":\"Moebius\","
                + "\"role\":\"owner\"}]}");
  }

  @Test
  void roomThatBecomesPrivateClosesTheChannelsOfNonMembers() {
    long id = newChallenge("open");
    PhoenixClient ann = rooms.user(ANN);
    join(ann, id);

    assertThat(change("challenges", id, MOEBI, "{\"visibility\":\"private\"}").statusCode())
        .isEqualTo(200);

    assertThat(ann.until("access:own").payload().path("role").asText()).isEqualTo("none");
    ann.until("phx_close");
    assertThat(ann.join("challenges:" + id).response()).isEqualTo("{\"reason\":\"forbidden\"}");
  }

  // -- Invites

  @ParameterizedTest
  @ValueSource(strings = {"editor", "viewer"})
  void inviteGrantsItsRole(String role) {
    long id = newChallenge("private");
    JsonObject invite = invite("challenges", id, role);

    HttpResponse<String> accepted = accept(invite, ANN);

    assertThat(new JsonObject(accepted.body()))
        .isEqualTo(new JsonObject().put("kind", "challenge").put("id", (int) id).put("role", role));
    assertThat(join(rooms.user(ANN), id).at("/access/role").asText()).isEqualTo(role);
    assertThat(listed(ANN, "challenges")).contains(id);
  }

  @Test
  void databaseStoresNoInviteTokens() {
    long id = newChallenge("private");
    JsonObject invite = invite("challenges", id, "viewer");
    String token = invite.getString("token");

    assertThat(token).hasSize(43);
    assertThat(call("GET", "/challenges/" + id + "/invites", MOEBI, null).body())
        .contains("\"id\":" + invite.getLong("id"))
        .doesNotContain(token);
    List<String> stored =
        Tables.of(rooms)
            .texts("SELECT token_hash FROM room_invites WHERE id = " + invite.getLong("id"));
    assertThat(stored).hasSize(1);
    assertThat(stored.get(0)).matches("[0-9a-f]{64}").doesNotContain(token);
  }

  @Test
  void revokedAndExpiredInvitesAreRefused() {
    long id = newChallenge("private");
    JsonObject revoked = invite("challenges", id, "editor");
    JsonObject ended = invite("challenges", id, "editor");
    Tables.of(rooms)
        .change("UPDATE room_invites SET expires_at = 1 WHERE id = " + ended.getLong("id"));

    assertThat(
            call("DELETE", "/challenges/" + id + "/invites/" + revoked.getLong("id"), MOEBI, null)
                .statusCode())
        .isEqualTo(200);

    for (JsonObject invite : List.of(revoked, ended, new JsonObject().put("token", "guessed"))) {
      HttpResponse<String> refused = accept(invite, ANN);
      assertThat(refused.statusCode()).isEqualTo(404);
      assertThat(refused.body()).isEqualTo("{\"error\":\"The invite has ended\"}");
    }
    assertThat(rooms.user(ANN).join("challenges:" + id).response())
        .isEqualTo("{\"reason\":\"forbidden\"}");
  }

  @Test
  void invitesAndMembersAreLimited() {
    long id = newChallenge("private");
    JsonObject invite = invite("challenges", id, "editor");
    invite("challenges", id, "editor");
    invite("challenges", id, "editor");

    HttpResponse<String> refused = inviteAnswer("challenges", id, MOEBI, "{\"role\":\"editor\"}");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .isEqualTo("{\"errors\":[{\"role\":\"The room has as many of them as it may have\"}]}");
    assertThat(accept(invite, ANN).statusCode()).isEqualTo(200);
    assertThat(accept(invite, BOB).statusCode()).as("two members at most").isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{}' | role",
        "'{\"role\":\"owner\"}' | role",
        "'{\"role\":\"none\"}' | role",
        "'{\"role\":\"editor\",\"days\":0}' | days",
        "'{\"role\":\"editor\",\"days\":91}' | days",
        "'{\"role\":\"editor\",\"days\":\"1\"}' | days",
        "'{\"role\":\"editor\",\"days\":1.5}' | days",
      })
  void refusesInvalidInvites(String fields, String field) {
    HttpResponse<String> refused = inviteAnswer("challenges", 1, MOEBI, fields);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).startsWith("{\"errors\":[{\"" + field + "\":");
  }

  @Test
  void inviteDoesNotReduceAMembersRole() {
    long id = newChallenge("open");
    JsonObject invite = invite("challenges", id, "viewer");

    assertThat(new JsonObject(accept(invite, ANN).body()).getString("role")).isEqualTo("editor");
    assertThat(new JsonObject(accept(invite, MOEBI).body()).getString("role")).isEqualTo("owner");
  }

  // -- Roles

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "document:push | '{\"version\":0,\"updates\":[{\"client_id\":\"a\","
            + "\"changes\":[[0,\"forged\"]]}]}'",
        "response:update | '{\"response\":\"forged\"}'",
        "language:update | '{\"response\":\"python\"}'",
        "chat:create_message | '{\"message\":\"forged\"}'",
        "line:point | '{\"version\":0,\"position\":0}'",
        "run:start | '{\"id\":\"r1\",\"language\":\"ruby\"}'",
        "run:output | '{\"id\":\"r1\",\"chunks\":[{\"stream\":\"out\",\"text\":\"forged\"}]}'",
        "run:result | '{\"id\":\"r1\",\"result\":{}}'",
        "run:finish | '{\"id\":\"r1\",\"status\":\"ok\",\"ms\":1}'",
        "case:save | '{\"input\":\"forged\",\"expected\":\"\"}'",
        "case:delete | '{\"id\":1}'",
        "current_participant_typing:remove | '{}'",
        "an event that is yet to come | '{}'",
      })
  void serverRefusesEveryWriteOfAViewer(String event, String payload) {
    String topic = "challenges:" + viewedChallenge();
    PhoenixClient viewer = rooms.user(ANN);
    PhoenixClient owner = rooms.user(MOEBI);
    PhoenixClient editor = rooms.user(MOEBI);
    owner.join(topic);
    join(editor, topic);
    join(viewer, topic);

    assertThat(viewer.ask(topic, event, payload).response())
        .isEqualTo("{\"reason\":\"forbidden\"}");

    assertThat(viewer.ask(topic, "document:pull", "{\"version\":-1}").response())
        .isEqualTo("{\"version\":0,\"text\":\"\"}");
    assertThat(owner.untilNow())
        .extracting(Received::event)
        .doesNotContain(
            "response:updated", "language:updated", "chat:message_created", "document:updates");
    assertThat(editor.untilNow())
        .extracting(Received::event)
        .noneMatch(heard -> heard.matches("(run|case):.*"));
    assertThat(viewer.ask(topic, "case:pull", "{}").response()).isEqualTo("{\"cases\":[]}");
    assertThat(viewer.ask(topic, "run:pull", "{}").response()).isEqualTo("{\"run\":null}");
  }

  @Test
  void cursorOfAViewerReachesTheOthersUntilTheViewerLeaves() {
    String topic = "challenges:" + viewedChallenge();
    PhoenixClient viewer = rooms.user(ANN);
    PhoenixClient editor = rooms.user(MOEBI);
    join(editor, topic);
    join(viewer, topic);

    viewer.send(
        topic,
        "cursor:update",
        "{\"client_id\":\"a\",\"version\":0,\"ranges\":[{\"anchor\":0,\"head\":0}]}");

    assertThat(editor.until("cursor:updated").payload().path("user_id").asInt()).isEqualTo(ANN);
    viewer.ask(topic, "phx_leave", "{}");
    assertThat(editor.until("cursor:gone").payload().path("user_id").asInt()).isEqualTo(ANN);
  }

  @Test
  void viewerWithAnOriginalClientIsRefused() {
    String topic = "challenges:" + viewedChallenge();
    PhoenixClient viewer = rooms.user(ANN);
    assertThat(viewer.join(topic).status()).isEqualTo("ok");

    assertThat(viewer.ask(topic, "response:update", "{\"response\":\"forged\"}").response())
        .isEqualTo("{\"reason\":\"forbidden\"}");
  }

  @Test
  void changedRoleAppliesAtOnce() {
    long id = newChallenge("open");
    String topic = "challenges:" + id;
    PhoenixClient ann = rooms.user(ANN);
    join(ann, id);
    assertThat(push(ann, topic, 0, "a").status()).isEqualTo("ok");

    assertThat(setRole("challenges", id, MOEBI, ANN, "viewer").statusCode()).isEqualTo(200);
    assertThat(ann.until("access:own").payload().path("role").asText()).isEqualTo("viewer");
    assertThat(push(ann, topic, 1, "b").response()).isEqualTo("{\"reason\":\"forbidden\"}");

    assertThat(setRole("challenges", id, MOEBI, ANN, "editor").statusCode()).isEqualTo(200);
    assertThat(ann.until("access:own").payload().path("role").asText()).isEqualTo("editor");
    assertThat(push(ann, topic, 1, "c").status()).isEqualTo("ok");
  }

  @Test
  void removedMemberStaysOutUntilAnOwnerReadmitsThem() {
    long id = newChallenge("private");
    String topic = "challenges:" + id;
    JsonObject invite = invite("challenges", id, "editor");
    accept(invite, ANN);
    PhoenixClient ann = rooms.user(ANN);
    PhoenixClient original = rooms.user(ANN);
    PhoenixClient moebi = rooms.user(MOEBI);
    join(ann, id);
    join(moebi, id);
    original.join(topic);

    assertThat(remove("challenges", id, MOEBI, ANN).statusCode()).isEqualTo(200);

    ann.until("phx_close");
    original.until("phx_close");
    assertThat(moebi.until("access:changed").json()).startsWith("{\"user_id\":2,\"role\":\"none\"");
    assertThat(ann.join(topic).response()).isEqualTo("{\"reason\":\"forbidden\"}");
    assertThat(accept(invite, ANN).body())
        .isEqualTo("{\"error\":\"An owner removed you from this room\"}");
    assertThat(accept(invite("challenges", id, "viewer"), ANN).statusCode()).isEqualTo(403);
    assertThat(listed(ANN, "challenges")).doesNotContain(id);

    assertThat(setRole("challenges", id, MOEBI, ANN, "viewer").statusCode()).isEqualTo(200);
    assertThat(join(rooms.user(ANN), id).at("/access/role").asText()).isEqualTo("viewer");
  }

  @Test
  void onlyOwnersDecide() {
    long id = newChallenge("open");
    JsonObject invite = invite("challenges", id, "viewer");

    for (HttpResponse<String> refused :
        List.of(
            setRole("challenges", id, ANN, ANN, "owner"),
            setRole("challenges", id, ANN, MOEBI, "viewer"),
            remove("challenges", id, ANN, MOEBI),
            inviteAnswer("challenges", id, ANN, "{\"role\":\"editor\"}"),
            call("GET", "/challenges/" + id + "/invites", ANN, null),
            call("DELETE", "/challenges/" + id + "/invites/" + invite.getLong("id"), ANN, null),
            change("challenges", id, ANN, "{\"locked\":true}"))) {
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).isEqualTo("{\"error\":\"Only owners may do this\"}");
    }
    assertThat(change("challenges", 1, ANN, "{\"locked\":true}").statusCode())
        .as("a challenge that has no owner")
        .isEqualTo(403);
  }

  @Test
  void ownerWhoLosesTheRoleMeanwhileChangesNothing() {
    long id = newChallenge("open");
    assertThat(setRole("challenges", id, MOEBI, ANN, "owner").statusCode()).isEqualTo(200);
    String chat = "(SELECT id FROM chats WHERE challenge_id = " + id + ")";
    List<Supplier<HttpResponse<String>>> requests =
        List.of(
            () -> change("challenges", id, ANN, "{\"title\":\"Late\"}"),
            () -> inviteAnswer("challenges", id, ANN, "{\"role\":\"editor\"}"),
            () -> setRole("challenges", id, ANN, BOB, "viewer"),
            () -> call("DELETE", "/challenges/" + id, ANN, null));
    List<CompletableFuture<HttpResponse<String>>> late = new ArrayList<>();

    Tables.of(rooms)
        .changeAround(
            List.of(
                "UPDATE chats SET active_at = active_at WHERE challenge_id = " + id,
                "UPDATE room_members SET role = 'viewer' WHERE user_id = 2 AND chat_id = " + chat),
            () -> {
              requests.forEach(request -> late.add(CompletableFuture.supplyAsync(request)));
              // Time in which the server reads that she is an owner, and waits for the lock.
              for (int i = 0; i < 20; i++) {
                call("GET", "/challenges/" + id, MOEBI, null);
              }
            });

    for (CompletableFuture<HttpResponse<String>> answer : late) {
      assertThat(answer.join().statusCode()).isEqualTo(403);
    }
    assertThat(call("GET", "/challenges/" + id, MOEBI, null).body()).contains("\"title\":\"T\"");
  }

  @Test
  void roomKeepsAnOwnerAndOwnersManageMembersOnly() {
    long id = newChallenge("private");

    for (HttpResponse<String> refused :
        List.of(
            setRole("challenges", id, MOEBI, MOEBI, "viewer"),
            remove("challenges", id, MOEBI, MOEBI))) {
      assertThat(refused.body())
          .isEqualTo("{\"errors\":[{\"role\":\"The room needs another owner first\"}]}");
    }
    assertThat(setRole("challenges", id, MOEBI, BOB, "viewer").statusCode())
        .as("an account that never joined")
        .isEqualTo(404);
    assertThat(setRole("challenges", newChallenge("open"), MOEBI, 999_999, "viewer").statusCode())
        .as("no account")
        .isEqualTo(404);

    accept(invite("challenges", id, "viewer"), ANN);
    assertThat(setRole("challenges", id, MOEBI, ANN, "owner").statusCode()).isEqualTo(200);
    assertThat(remove("challenges", id, MOEBI, MOEBI).statusCode()).as("leaves").isEqualTo(200);
    assertThat(rooms.user(MOEBI).join("challenges:" + id).response())
        .isEqualTo("{\"reason\":\"forbidden\"}");
    assertThat(setRole("challenges", id, ANN, MOEBI, "editor").statusCode()).isEqualTo(404);
  }

  // -- Lock

  @Test
  void lockedTextCannotBeEdited() {
    long id = newChallenge("open");
    String topic = "challenges:" + id;
    PhoenixClient ann = rooms.user(ANN);
    PhoenixClient owner = rooms.user(MOEBI);
    join(ann, id);
    join(owner, id);

    assertThat(change("challenges", id, MOEBI, "{\"locked\":true}").body())
        .contains("\"visibility\":\"open\",\"locked\":true,\"archived\":false,");
    for (PhoenixClient each : List.of(ann, owner)) {
      assertThat(each.until("access:own").payload().path("locked").asBoolean()).isTrue();
      assertThat(push(each, topic, 0, "a").response()).isEqualTo("{\"reason\":\"locked\"}");
      assertThat(each.ask(topic, "language:update", "{\"response\":\"python\"}").response())
          .isEqualTo("{\"reason\":\"locked\"}");
    }
    ann.send(topic, "chat:create_message", "{\"message\":\"Why?\"}");
    owner.until("chat:message_created");

    change("challenges", id, MOEBI, "{\"locked\":false}");
    assertThat(ann.until("access:own").payload().path("locked").asBoolean(true)).isFalse();
    assertThat(push(ann, topic, 0, "a").status()).isEqualTo("ok");
  }

  // -- Editing, archiving, deleting

  @Test
  void newNameReachesConnectedMembers() {
    long id = newChallenge("open");
    PhoenixClient ann = rooms.user(ANN);
    join(ann, id);

    HttpResponse<String> changed =
        change("challenges", id, MOEBI, "{\"title\":\" New \",\"prompt\":\"Other\"}");

    assertThat(new JsonObject(changed.body()).getJsonObject("challenge"))
        .isEqualTo(
            new JsonObject()
                .put("id", (int) id)
                .put("title", "New")
                .put("prompt", "Other")
                .put("language", "ruby"));
    JsonNode told = ann.until("room:edited").payload();
    assertThat(told.path("title").asText()).isEqualTo("New");
    assertThat(told.path("prompt").asText()).isEqualTo("Other");
    assertThat(call("GET", "/challenges/" + id, ANN, null).body()).contains("\"title\":\"New\"");
    assertThat(change("challenges", id, MOEBI, "{\"title\":\"\"}").statusCode()).isEqualTo(422);
    assertThat(change("challenges", id, MOEBI, "{\"locked\":1}").statusCode()).isEqualTo(422);
  }

  @Test
  void chatIsRenamedUnlessTheNameIsTaken() {
    long id = newChat("Old " + database, "open");
    PhoenixClient ann = rooms.user(ANN);
    ann.join("chat:" + id);

    change("chats", id, MOEBI, "{\"room_name\":\"New " + database + "\"}");

    assertThat(ann.until("room:edited").payload().path("room_name").asText())
        .isEqualTo("New " + database);
    assertThat(change("chats", id, MOEBI, "{\"room_name\":\"General\"}").body())
        .isEqualTo("{\"errors\":[{\"room_name\":\"has already been taken\"}]}");
  }

  @Test
  void archivedRoomIsReadOnlyAndListedSeparately() {
    long id = newChallenge("open");
    String topic = "challenges:" + id;
    PhoenixClient ann = rooms.user(ANN);
    join(ann, id);

    change("challenges", id, MOEBI, "{\"archived\":true}");

    ann.until("access:own");
    for (String event : List.of("document:push", "chat:create_message", "run:start", "case:save")) {
      assertThat(ann.ask(topic, event, "{}").response()).isEqualTo("{\"reason\":\"archived\"}");
    }
    assertThat(join(rooms.user(ANN), id).at("/access/archived").asBoolean()).isTrue();
    assertThat(listed(ANN, "challenges")).doesNotContain(id);
    assertThat(call("GET", "/challenges?archived=true", ANN, null).body())
        .contains("\"id\":" + id + ",");

    change("challenges", id, MOEBI, "{\"archived\":false}");
    ann.until("access:own");
    assertThat(push(ann, topic, 0, "a").status()).isEqualTo("ok");
    assertThat(listed(ANN, "challenges")).contains(id);
  }

  @Test
  void deletedChallengeLeavesNothingInTheDatabase() {
    String secret = "secret" + database;
    String body =
        "{\"challenge\":{\"title\":\"T\",\"prompt\":\"P\",\"visibility\":\"open\"}}"
            .replace("\"T\"", "\"" + secret + "\"")
            .replace("\"P\"", "\"" + secret + "\"");
    long id =
        new JsonObject(call("POST", "/challenges", MOEBI, body).body())
            .getJsonObject("challenge")
            .getLong("id");
    String topic = "challenges:" + id;
    invite("challenges", id, "viewer");
    PhoenixClient ann = rooms.user(ANN);
    PhoenixClient original = rooms.user(BOB);
    join(ann, id);
    original.join(topic);
    assertThat(push(ann, topic, 0, secret).status()).isEqualTo("ok");
    ann.send(topic, "chat:create_message", "{\"message\":\"" + secret + "\"}");
    ann.until("chat:message_created");
    ok(ann, topic, "case:save", "{\"input\":\"S\",\"expected\":\"S\"}".replace("S", secret));
    ok(ann, topic, "run:start", "{\"id\":\"r1\",\"language\":\"ruby\",\"tests\":true}");
    ok(
        ann,
        topic,
        "run:output",
        "{\"id\":\"r1\",\"chunks\":[{\"stream\":\"out\",\"text\":\"" + secret + "\"}]}");
    ok(
        ann,
        topic,
        "run:result",
        "{\"id\":\"r1\",\"result\":{\"case_id\":1,\"expected\":\"\",\"actual\":\"S\","
                .replace("S", secret)
            + "\"status\":\"failed\",\"ms\":1}}");
    ok(ann, topic, "run:finish", "{\"id\":\"r1\",\"status\":\"ok\",\"ms\":1}");
    assertThat(Tables.of(rooms).textsWith(secret)).hasSizeGreaterThanOrEqualTo(9);

    assertThat(call("DELETE", "/challenges/" + id, ANN, null).statusCode()).isEqualTo(403);
    assertThat(call("DELETE", "/challenges/" + id, MOEBI, null).statusCode()).isEqualTo(200);

    ann.until("room:deleted");
    ann.until("phx_close");
    original.until("phx_close");
    assertThat(Tables.of(rooms).textsWith(secret)).isEmpty();
    assertThat(ann.join(topic).response()).isEqualTo("{\"reason\":\"unknown challenge\"}");
    assertThat(call("GET", "/challenges/" + id, MOEBI, null).statusCode()).isEqualTo(404);
    assertThat(call("DELETE", "/challenges/" + id, MOEBI, null).statusCode()).isEqualTo(404);
  }

  private static void ok(PhoenixClient client, String topic, String event, String payload) {
    assertThat(client.ask(topic, event, payload).status()).isEqualTo("ok");
  }

  @Test
  void deletedChatLeavesNothingInTheDatabase() {
    String secret = "whispered" + database;
    long id = newChat(secret, "private");
    PhoenixClient owner = rooms.user(MOEBI);
    owner.join("chat:" + id);
    owner.ask("chat:" + id, "message", "{\"content\":\"" + secret + "\"}");

    assertThat(call("DELETE", "/chats/" + id, MOEBI, null).statusCode()).isEqualTo(200);

    owner.until("phx_close");
    assertThat(Tables.of(rooms).textsWith(secret)).isEmpty();
  }

  @Test
  void messagesAreDeletedByTheirAuthorsAndByOwners() {
    String secret = "unsaid" + database;
    String topic = "chat:" + newChat("Deletions " + database, "open");
    PhoenixClient owner = rooms.user(MOEBI);
    PhoenixClient ann = rooms.user(ANN);
    PhoenixClient bob = rooms.user(BOB);
    List.of(owner, ann, bob).forEach(each -> each.join(topic));
    long first = say(ann, topic, secret + 1);
    long second = say(ann, topic, secret + 2);

    assertThat(bob.ask(topic, "message:delete", "{\"id\":" + first + "}").response())
        .contains("unknown_message");
    assertThat(ann.ask(topic, "message:delete", "{\"id\":" + first + "}").status()).isEqualTo("ok");
    assertThat(bob.until("message:deleted").json()).isEqualTo("{\"id\":" + first + "}");
    assertThat(owner.ask(topic, "message:delete", "{\"id\":" + second + "}").status())
        .isEqualTo("ok");

    assertThat(bob.until("message:deleted").json()).isEqualTo("{\"id\":" + second + "}");
    assertThat(Tables.of(rooms).textsWith(secret)).isEmpty();
    say(ann, topic, "left");
    assertThat(bob.until("message").payload().at("/chat/messages").findValuesAsText("content"))
        .containsExactly("left");
  }

  private static long say(PhoenixClient client, String topic, String content) {
    return client
        .ask(topic, "message", "{\"content\":\"" + content + "\"}")
        .payload()
        .at("/response/message/id")
        .asLong();
  }

  // -- History

  @Test
  void theHistorySaysWhoWroteWhatAndLeadsBack() throws Exception {
    long id = newChallenge("open");
    String topic = "challenges:" + id;
    PhoenixClient ann = rooms.user(ANN);
    PhoenixClient bob = rooms.user(BOB);
    join(ann, id);
    join(bob, id);
    push(ann, topic, 0, "a");
    push(bob, topic, 1, "b");
    push(ann, topic, 2, "c");
    ok(ann, topic, "case:save", "{\"name\":\"n\",\"input\":\"1\",\"expected\":\"2\"}");

    JsonObject page =
        new JsonObject(call("GET", "/challenges/" + id + "/history?limit=2", BOB, null).body());
    assertThat(page.getLong("version")).isEqualTo(3);
    assertThat(page.getLong("first")).isEqualTo(0);
    assertThat(page.getLong("next")).isEqualTo(2);
    JsonObject first = page.getJsonArray("changes").getJsonObject(0);
    assertThat(first.getString("first_name")).isEqualTo("Ann");
    assertThat(first.getJsonArray("changes").encode()).isEqualTo("[[0,\"a\"]]");
    assertThat(first.getString("inserted_at")).endsWith("Z");
    assertThat(call("GET", "/challenges/" + id + "/history?after=2", BOB, null).body())
        .contains("\"version\":2,\"user_id\":2")
        .doesNotContain("\"next\"");

    assertThat(goBack(id, BOB, 2).body()).isEqualTo("{\"version\":4}");
    assertThat(ann.ask(topic, "document:pull", "{\"version\":-1}").response())
        .isEqualTo("{\"version\":4,\"text\":\"ba\"}");
    assertThat(goBack(id, BOB, 9).statusCode()).isEqualTo(404);
    assertThat(call("POST", "/challenges/" + id + "/go_back", BOB, "{}").statusCode())
        .isEqualTo(422);

    assertThat(exported(id))
        .containsEntry("response.rb", "ba")
        .containsEntry("challenge.md", "# T\n\nP\n\n```ruby\nba\n```\n")
        .containsKey("history.json")
        .hasEntrySatisfying(
            "cases.json",
            cases ->
                assertThat(cases).contains("\"name\":\"n\",\"input\":\"1\",\"expected\":\"2\""));
  }

  @Test
  void exportedTextCannotEndItsFence() throws Exception {
    long id = newChallenge("open");
    PhoenixClient ann = rooms.user(ANN);
    join(ann, id);
    String text = "`".repeat(200_000);
    push(ann, "challenges:" + id, 0, text);

    assertThat(exported(id).get("challenge.md"))
        .isEqualTo("# T\n\nP\n\n`" + text + "ruby\n" + text + "\n`" + text + "\n");
  }

  @Test
  void theHistoryIsForThoseWhoMayOpenTheChallengeAndEditorsGoBack() {
    long id = viewedChallenge();
    for (String path : List.of("/history", "/export")) {
      assertThat(call("GET", "/challenges/" + id + path, ANN, null).statusCode()).isEqualTo(200);
      assertThat(call("GET", "/challenges/" + id + path, BOB, null).statusCode()).isEqualTo(404);
    }

    assertThat(goBack(id, ANN, 0).body()).contains("\"reason\":\"forbidden\"");
    assertThat(goBack(id, BOB, 0).statusCode()).isEqualTo(404);
    change("challenges", id, MOEBI, "{\"locked\":true}");
    assertThat(goBack(id, MOEBI, 0).body()).contains("\"reason\":\"locked\"");
  }

  @Test
  void versionWithoutStoredChangesIsNotFound() {
    long id = newChallenge("open");
    PhoenixClient ann = rooms.user(ANN);
    join(ann, id);
    push(ann, "challenges:" + id, 0, "a");
    push(ann, "challenges:" + id, 1, "b");
    Tables.of(rooms)
        .change("DELETE FROM challenge_revisions WHERE version = 0 AND challenge_id = " + id);

    assertThat(call("GET", "/challenges/" + id + "/history", ANN, null).body())
        .contains("\"first\":1");
    assertThat(goBack(id, ANN, 2).statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> goBack(long id, long userId, int version) {
    String body = "{\"go_back\":{\"version\":" + version + "}}";
    return call("POST", "/challenges/" + id + "/go_back", userId, body);
  }

  private static Map<String, String> exported(long id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + rooms.port() + "/api/v1/challenges/" + id + "/export"))
            .header("Authorization", RunningRooms.token(BOB))
            .build();
    byte[] body = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()).body();
    Map<String, String> files = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(body))) {
      for (ZipEntry file = zip.getNextEntry(); file != null; file = zip.getNextEntry()) {
        files.put(file.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  // -- Chats

  @Test
  void chatsHaveOwnersAndViewers() {
    long id = newChat("Private " + database, "private");
    String topic = "chat:" + id;
    assertThat(rooms.user(ANN).join(topic).response()).isEqualTo("{\"reason\":\"forbidden\"}");
    assertThat(listed(ANN, "chats")).doesNotContain(id);
    accept(invite("chats", id, "viewer"), ANN);
    assertThat(listed(ANN, "chats")).contains(id);
    PhoenixClient ann = rooms.user(ANN);
    assertThat(ann.join(topic).payload().at("/response/access/role").asText()).isEqualTo("viewer");
    PhoenixClient owner = rooms.user(MOEBI);
    owner.join(topic);

    for (String event : List.of("message", "typing", "stop_typing")) {
      assertThat(ann.ask(topic, event, "{\"content\":\"forged\"}").response())
          .isEqualTo("{\"reason\":\"forbidden\"}");
    }
    assertThat(owner.ask(topic, "message", "{\"content\":\"said\"}").status()).isEqualTo("ok");
    assertThat(ann.until("message").payload().at("/chat/messages").findValuesAsText("content"))
        .containsExactly("said");

    assertThat(change("chats", id, MOEBI, "{\"locked\":true}").body())
        .as("a chat has no text to lock")
        .contains("\"locked\":false");

    assertThat(remove("chats", id, MOEBI, ANN).statusCode()).isEqualTo(200);
    ann.until("phx_close");
  }

  // -- Lists

  @Test
  void searchFindsTitlesAuthorsAndLanguagesAlikeOnBothDatabases() {
    String mark = "q" + System.nanoTime();
    long zurich = newChallenge("Zürich 100%_! " + mark, "cpp", "open");
    long other = newChallenge("Bern 1000 " + mark, "ruby", "open");

    assertThat(found(ANN, "challenges", mark)).containsExactly(zurich, other);
    for (String search : List.of("zurich", "ZÜRICH", "100%_!", "c++", "cpp", "  moebi  zÜ ")) {
      assertThat(found(ANN, "challenges", mark + " " + search)).as(search).containsExactly(zurich);
    }
    for (String search : List.of("100_", "1%0", "baker", "zurichs", "'", "\\")) {
      assertThat(found(ANN, "challenges", mark + " " + search)).as(search).isEmpty();
    }
    assertThat(ids(ANN, "challenges", "search=" + mark + "&language=ruby")).containsExactly(other);

    change("challenges", other, MOEBI, "{\"title\":\"Genève " + mark + "\"}");
    assertThat(found(ANN, "challenges", mark + " geneve")).containsExactly(other);
    assertThat(found(ANN, "challenges", mark + " bern")).isEmpty();
  }

  @Test
  void roomsOfEarlierVersionsAreFoundToo() {
    assertThat(found(ANN, "challenges", "FIBONACCI num ruby")).containsExactly(2L);
    JsonObject first = list(ANN, "chats", "search=jim%27s").getJsonArray("chats").getJsonObject(0);
    assertThat(first.getLong("id")).isEqualTo(4);
    assertThat(first.getString("active_at")).isGreaterThanOrEqualTo(first.getString("inserted_at"));
    assertThat(first.containsKey("author")).isFalse();
  }

  @Test
  void renamedAuthorIsFoundUnderTheNewName() {
    JsonObject session = rooms.register("Olga", "Old" + System.nanoTime());
    String token = session.getString("jwt");
    String mark = "q" + System.nanoTime();
    String body = "{\"chat\":{\"room_name\":\"" + mark + "\"}}";
    assertThat(rooms.http("POST", "/api/v1/chats", token, body).statusCode()).isEqualTo(201);
    assertThat(found(ANN, "chats", mark + " olga")).hasSize(1);

    JsonObject name =
        new JsonObject()
            .put("first_name", "Žofie")
            .put("last_name", "New")
            .put("current_password", "long enough");
    HttpResponse<String> renamed =
        rooms.http(
            "PATCH", "/api/v1/current_user", token, new JsonObject().put("user", name).encode());

    assertThat(renamed.statusCode()).as(renamed.body()).isEqualTo(200);
    assertThat(found(ANN, "chats", mark + " olga")).isEmpty();
    assertThat(found(ANN, "chats", mark + " zofie new")).hasSize(1);
  }

  @Test
  void listsTellOwnSharedAndAllRoomsAndNoOthers() {
    String mark = "q" + System.nanoTime();
    long secret = newChat("Secret " + mark, "private");
    long shared = newChat("Shared " + mark, "private");
    long open = newChat("Open " + mark, "open");
    accept(invite("chats", shared, "viewer"), ANN);
    rooms.user(MOEBI).join("chat:" + secret);

    assertThat(ids(MOEBI, "chats", "show=own&search=" + mark))
        .containsExactly(secret, shared, open);
    assertThat(ids(MOEBI, "chats", "show=shared&search=" + mark)).isEmpty();
    assertThat(ids(ANN, "chats", "show=own&search=" + mark)).isEmpty();
    assertThat(ids(ANN, "chats", "show=shared&search=" + mark)).containsExactly(shared);
    assertThat(found(ANN, "chats", mark)).containsExactly(shared, open);
    assertThat(found(BOB, "chats", mark)).containsExactly(open);

    JsonObject first = list(ANN, "chats", "search=" + mark).getJsonArray("chats").getJsonObject(0);
    assertThat(first.getString("role")).isEqualTo("viewer");
    assertThat(first.getString("visibility")).isEqualTo("private");
    assertThat(first.getJsonObject("author").getString("last_name")).isEqualTo("Moebius");
    assertThat(first.getString("inserted_at")).endsWith("Z");
    assertThat(first.getString("active_at")).endsWith("Z");
    assertThat(first.getInteger("people")).isZero();

    remove("chats", shared, MOEBI, ANN);
    assertThat(found(ANN, "chats", mark)).containsExactly(open);
  }

  @Test
  void listsAreSortedByAgeAndByActivityPageByPage() throws Exception {
    String mark = "q" + System.nanoTime();
    long one = newChallenge("One " + mark, "ruby", "open");
    long two = newChallenge("Two " + mark, "ruby", "open");
    long three = newChallenge("Three " + mark, "ruby", "open");
    String of = "&limit=2&search=" + mark;

    JsonObject newest = list(ANN, "challenges", "sort=newest" + of);
    assertThat(idsOf(newest, "challenges")).containsExactly(three, two);
    assertThat(ids(ANN, "challenges", "sort=newest&after=" + newest.getValue("next") + of))
        .containsExactly(one);

    PhoenixClient ann = rooms.user(ANN);
    join(ann, two);
    ann.send("challenges:" + two, "chat:create_message", "{\"message\":\"said\"}");
    ann.until("chat:message_created");
    eventually(
        () -> assertThat(ids(ANN, "challenges", "sort=active" + of)).containsExactly(two, three));
    join(ann, one);
    assertThat(push(ann, "challenges:" + one, 0, "a").status()).isEqualTo("ok");
    eventually(
        () -> assertThat(ids(ANN, "challenges", "sort=active" + of)).containsExactly(one, two));

    JsonObject active = list(ANN, "challenges", "sort=active" + of);
    assertThat(ids(ANN, "challenges", "sort=active&after=" + active.getString("next") + of))
        .containsExactly(three);
  }

  @Test
  void listsTellWhoIsThere() throws Exception {
    String mark = "q" + System.nanoTime();
    long id = newChallenge("Here " + mark, "ruby", "private");
    accept(invite("challenges", id, "editor"), ANN);
    join(rooms.user(MOEBI), id);
    PhoenixClient ann = rooms.user(ANN);
    join(ann, id);
    join(rooms.user(ANN), id);

    JsonObject room =
        list(MOEBI, "challenges", "search=" + mark).getJsonArray("challenges").getJsonObject(0);
    assertThat(room.getInteger("people")).isEqualTo(2);
    assertThat(room.getJsonArray("names")).containsExactlyInAnyOrder("Moebi", "Ann");
  }

  @Test
  void openListHearsWhoComesAndGoesUnlessTheRoomIsClosedToIt() {
    String mark = "q" + System.nanoTime();
    long id = newChat("Watched " + mark, "private");
    accept(invite("chats", id, "viewer"), ANN);
    String topic = "chat:" + id;
    PhoenixClient ann = watching(ANN, topic);
    assertThat(told(ann, topic).path("people").asInt()).isZero();
    PhoenixClient bob = watching(BOB, topic, "room:" + mark);
    assertThat(told(bob, "room:" + mark).path("people").asInt()).isZero();

    rooms.user(MOEBI).join(topic);
    JsonNode here = told(ann, topic);
    assertThat(here.path("people").asInt()).isEqualTo(1);
    assertThat(here.path("names").path(0).asText()).isEqualTo("Moebi");

    remove("chats", id, MOEBI, ANN);
    PhoenixClient guest = rooms.guest("Gus" + mark);
    guest.join("room:" + mark);
    JsonNode rest = bob.until("people:changed").payload().path("rooms");
    assertThat(rest.has(topic)).isFalse();
    assertThat(rest.path("room:" + mark).path("names").path(0).asText()).isEqualTo("Gus" + mark);
    rooms.guest("Eve" + mark).join("room:" + mark + "2");
    ann.ask("lists", "people:watch", "{\"topics\":[\"" + topic + "\",\"room:" + mark + "2\"]}");
    JsonNode afterwards = ann.until("people:changed").payload().path("rooms");
    assertThat(afterwards.has("room:" + mark + "2")).isTrue();
    assertThat(afterwards.has(topic)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"topics\":[7]}",
        "{\"topics\":[\"users:1\"]}",
        "{\"topics\":[\"chat:x\"]}",
        "MANY"
      })
  void refusesTopicsThatAreNoList(String payload) {
    String many = "\"chat:1\",".repeat(200) + "\"chat:1\"";
    PhoenixClient ann = rooms.user(ANN);
    ann.join("lists");

    assertThat(
            ann.ask("lists", "people:watch", payload.replace("MANY", "{\"topics\":[" + many + "]}"))
                .response())
        .contains("\"reason\":\"invalid topics\"", "\"max\":200");
  }

  @Test
  void guestsWatchNoLists() {
    assertThat(rooms.guest("Gast").join("lists").response())
        .isEqualTo("{\"reason\":\"forbidden\"}");
  }

  @Test
  void roomsThatExistAreListed() throws Exception {
    String mark = "q" + System.nanoTime();
    String path = "/api/v1/rooms?search=" + mark;
    PhoenixClient ann = rooms.user(ANN);
    ann.join("room:Café " + mark);
    ann.until("message_history");

    JsonObject silent =
        new JsonObject(rooms.http("GET", path + "%20cafe", null, null).body())
            .getJsonArray("rooms")
            .getJsonObject(0);
    assertThat(silent.getString("name")).isEqualTo("Café " + mark);
    assertThat(silent.getInteger("people")).isEqualTo(1);
    assertThat(silent.getJsonArray("names")).containsExactly("Ann");
    assertThat(silent.containsKey("active_at")).isFalse();

    long said = say(ann, "room:Café " + mark);
    PhoenixClient bob = rooms.user(BOB);
    bob.join("room:Second " + mark);
    bob.until("message_history");
    say(bob, "room:Second " + mark);
    eventually(() -> assertThat(names(path)).containsExactly("Second " + mark, "Café " + mark));
    assertThat(names(path + "&limit=1")).containsExactly("Second " + mark);
    JsonObject page = new JsonObject(rooms.http("GET", path + "&limit=1", null, null).body());
    String after = URLEncoder.encode(page.getString("next"), StandardCharsets.UTF_8);
    assertThat(names(path + "&limit=1&after=" + after)).containsExactly("Café " + mark);
    assertThat(rooms.http("GET", path + "&after=1-a%00", null, null).statusCode()).isEqualTo(400);

    assertThat(ann.ask("room:Café " + mark, "message:delete", "{\"id\":" + said + "}").status())
        .isEqualTo("ok");
    ann.ask("room:Café " + mark, "phx_leave", "{}");
    eventually(() -> assertThat(names(path)).containsExactly("Second " + mark));
  }

  private static long say(PhoenixClient client, String topic) {
    return client
        .ask(topic, "new_msg", "{\"body\":\"said\",\"client_id\":\"c" + System.nanoTime() + "\"}")
        .payload()
        .at("/response/message/id")
        .asLong();
  }

  private static List<String> names(String path) {
    return new JsonObject(rooms.http("GET", path, null, null).body())
        .getJsonArray("rooms").stream().map(room -> ((JsonObject) room).getString("name")).toList();
  }

  private static PhoenixClient watching(long userId, String... topics) {
    PhoenixClient client = rooms.user(userId);
    client.join("lists");
    String body = new JsonObject().put("topics", List.of(topics)).encode();
    assertThat(client.ask("lists", "people:watch", body).status()).isEqualTo("ok");
    return client;
  }

  private static JsonNode told(PhoenixClient client, String topic) {
    return client.until("people:changed").payload().path("rooms").path(topic);
  }

  private static List<Long> found(long userId, String kind, String search) {
    return ids(userId, kind, "search=" + URLEncoder.encode(search, StandardCharsets.UTF_8));
  }

  private static List<Long> ids(long userId, String kind, String query) {
    return idsOf(list(userId, kind, query), kind);
  }

  private static List<Long> idsOf(JsonObject page, String kind) {
    return page.getJsonArray(kind).stream().map(each -> ((JsonObject) each).getLong("id")).toList();
  }

  private static JsonObject list(long userId, String kind, String query) {
    return new JsonObject(call("GET", "/" + kind + "?" + query, userId, null).body());
  }

  // -- Requests

  private static long newChallenge(String title, String language, String visibility) {
    JsonObject challenge =
        new JsonObject()
            .put("title", title)
            .put("prompt", "P")
            .put("language", language)
            .put("visibility", visibility);
    String body = new JsonObject().put("challenge", challenge).encode();
    return new JsonObject(call("POST", "/challenges", MOEBI, body).body())
        .getJsonObject("challenge")
        .getLong("id");
  }

  private static long newChallenge(String visibility) {
    String body =
        "{\"challenge\":{\"title\":\"T\",\"prompt\":\"P\",\"visibility\":\"" + visibility + "\"}}";
    return new JsonObject(call("POST", "/challenges", MOEBI, body).body())
        .getJsonObject("challenge")
        .getLong("id");
  }

  private static long newChat(String name, String visibility) {
    String body =
        "{\"chat\":{\"room_name\":\"" + name + "\",\"visibility\":\"" + visibility + "\"}}";
    return new JsonObject(call("POST", "/chats", MOEBI, body).body())
        .getJsonObject("chat")
        .getLong("id");
  }

  /** A challenge with Ann as a viewer. */
  private static long viewedChallenge() {
    long id = newChallenge("private");
    accept(invite("challenges", id, "viewer"), ANN);
    return id;
  }

  private static JsonObject invite(String kind, long id, String role) {
    HttpResponse<String> made = inviteAnswer(kind, id, MOEBI, "{\"role\":\"" + role + "\"}");
    assertThat(made.statusCode()).isEqualTo(201);
    return new JsonObject(made.body()).getJsonObject("invite");
  }

  private static HttpResponse<String> inviteAnswer(
      String kind, long id, long userId, String fields) {
    return call("POST", "/" + kind + "/" + id + "/invites", userId, "{\"invite\":" + fields + "}");
  }

  private static HttpResponse<String> accept(JsonObject invite, long userId) {
    JsonObject token = new JsonObject().put("token", invite.getString("token"));
    return call("POST", "/invites/accept", userId, new JsonObject().put("invite", token).encode());
  }

  private static HttpResponse<String> setRole(
      String kind, long id, long byUser, long user, String role) {
    return call(
        "PUT",
        "/" + kind + "/" + id + "/members/" + user,
        byUser,
        "{\"member\":{\"role\":\"" + role + "\"}}");
  }

  private static HttpResponse<String> remove(String kind, long id, long byUser, long user) {
    return call("DELETE", "/" + kind + "/" + id + "/members/" + user, byUser, null);
  }

  private static HttpResponse<String> change(String kind, long id, long byUser, String fields) {
    String name = kind.equals("chats") ? "chat" : "challenge";
    return call("PATCH", "/" + kind + "/" + id, byUser, "{\"" + name + "\":" + fields + "}");
  }

  private static List<Long> listed(long userId, String kind) {
    return new JsonObject(call("GET", "/" + kind + "?limit=200", userId, null).body())
        .getJsonArray(kind).stream().map(each -> ((JsonObject) each).getLong("id")).toList();
  }

  private static HttpResponse<String> call(String method, String path, long userId, String body) {
    return rooms.http(method, "/api/v1" + path, RunningRooms.token(userId), body);
  }

  private static JsonNode join(PhoenixClient client, long id) {
    return join(client, "challenges:" + id);
  }

  private static JsonNode join(PhoenixClient client, String topic) {
    Received joined = client.ask(topic, "phx_join", "{\"collab\":{\"version\":-1}}");
    assertThat(joined.status()).isEqualTo("ok");
    client.until("user:joined");
    return joined.payload().path("response");
  }

  private static Received push(PhoenixClient client, String topic, long version, String text) {
    return client.ask(
        topic,
        "document:push",
        "{\"version\":"
            + version
            + ",\"updates\":[{\"client_id\":\"x\",\"changes\":[[0,\""
            + text
            + "\"]"
            + (version == 0 ? "" : "," + version)
            + "]}]}");
  }
}
