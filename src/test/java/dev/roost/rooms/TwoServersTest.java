package dev.roost.rooms;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.internal.pubsub.ClusterNodes;
import dev.roost.rooms.database.Database;
import dev.roost.rooms.database.Statement;
import dev.roost.rooms.database.Tables;
import dev.roost.rooms.database.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ended sessions and room access apply on all servers of a cluster. */
class TwoServersTest {
  private static List<Vertx> buses;
  private static RunningRooms one;
  private static RunningRooms other;

  @BeforeAll
  static void start(@TempDir Path data) {
    buses = ClusterNodes.startBuses(2);
    Map<String, String> environment = new HashMap<>(TestDatabase.POSTGRES.environment());
    environment.put("ROOST_CLUSTER_ENABLED", "true");
    environment.put("ROOST_SESSIONS_CHECK_SECONDS", "1");
    one = RunningRooms.startForSignIns(buses.get(0), data, environment);
    other = RunningRooms.start(buses.get(1), data, environment);
  }

  @AfterAll
  static void stop() {
    ClusterNodes.stopBuses(buses);
  }

  @Test
  void endedSessionClosesConnectionsOfTheOtherServer() throws Exception {
    String token = one.signIn("moebi@email.com");
    PhoenixClient elsewhere = connectToOther(token);
    assertThat(currentUserAtOther(token)).isEqualTo(200);

    assertThat(one.http("DELETE", "/api/v1/sessions", token, null).statusCode()).isEqualTo(200);

    assertThat(elsewhere.closeCode()).isEqualTo((short) 1001);
    eventually(() -> assertThat(currentUserAtOther(token)).isEqualTo(403));
    assertThat(PhoenixClient.statusOfRefusal(() -> connectToOther(token))).isEqualTo(403);
  }

  @Test
  void serverThatMissedTheMessageReadsTheEndFromTheDatabase() throws Exception {
    String token = one.signIn("ann@email.com");
    PhoenixClient elsewhere = connectToOther(token);
    assertThat(currentUserAtOther(token)).isEqualTo(200);

    Database database = Database.open(buses.get(0), one.settings().database()).await();
    int ended =
        new Statement("UPDATE sessions SET ended_at = #{now} WHERE user_id = 2")
            .change(database, Map.of("now", System.currentTimeMillis()))
            .await();

    assertThat(ended).isEqualTo(1);
    assertThat(elsewhere.closeCode()).isEqualTo((short) 1001);
    eventually(() -> assertThat(currentUserAtOther(token)).isEqualTo(403));
  }

  @Test
  void changedRoleAppliesOnTheOtherServer() throws Exception {
    String topic = one.newChallenge();
    PhoenixClient ann = connectToOther(RunningRooms.token(2));
    joinEditor(ann, topic);
    assertThat(push(ann, topic, "[[0,\"a\"]]", 0).status()).isEqualTo("ok");

    assertThat(member("PUT", topic, "{\"member\":{\"role\":\"viewer\"}}")).isEqualTo(200);

    ann.until("access:own");
    assertThat(push(ann, topic, "[[0,\"forged\"],1]", 1).response())
        .isEqualTo("{\"reason\":\"forbidden\"}");
  }

  @Test
  void removedMemberLosesAccessOnBothServersDespiteInvites() throws Exception {
    String topic = one.newChallenge();
    String path = "/api/v1/" + topic.replace(':', '/');
    String invite = invite(path).getString("token");
    PhoenixClient here = PhoenixClient.connect(buses.get(0), one.port(), token(2));
    PhoenixClient there = connectToOther(RunningRooms.token(2));
    joinEditor(here, topic);
    joinEditor(there, topic);

    assertThat(member("DELETE", topic, null)).isEqualTo(200);

    here.until("phx_close");
    there.until("phx_close");
    assertThat(there.join(topic).response()).isEqualTo("{\"reason\":\"forbidden\"}");
    assertThat(accept(other, invite)).isEqualTo(403);
  }

  @Test
  void removedMemberHearsNoMessagesOfTheRoomOnBothServers() {
    String topic = one.newChallenge();
    String heard = one.newChallenge();
    List<PhoenixClient> devices = unreadDevices(topic, heard);
    say(topic, "before");
    assertNextUnread(devices, topic);

    assertThat(member("DELETE", topic, null)).isEqualTo(200);

    assertForget(devices, topic);
    say(topic, "after");
    say(heard, "after");
    assertNextUnread(devices, heard);
  }

  @Test
  void onlyMembersHearMessagesOfARoomThatBecomesPrivate() {
    String topic = one.newChallenge();
    String joined = one.newChallenge();
    assertThat(accept(one, invite("/api/v1/" + joined.replace(':', '/')).getString("token")))
        .isEqualTo(200);
    List<PhoenixClient> devices = unreadDevices(topic, joined);

    makePrivate(joined);
    makePrivate(topic);

    assertForget(devices, topic);
    say(topic, "secret");
    say(joined, "secret");
    assertNextUnread(devices, joined);
  }

  @Test
  void revokedInviteIsRefusedByTheOtherServer() {
    String path = "/api/v1/" + one.newChallenge().replace(':', '/');
    JsonObject invite = invite(path);
    String invitePath = path + "/invites/" + invite.getLong("id");

    assertThat(one.http("DELETE", invitePath, RunningRooms.token(1), null).statusCode())
        .isEqualTo(200);

    assertThat(accept(other, invite.getString("token"))).isEqualTo(404);
  }

  @Test
  void lockedTextIsLockedOnTheOtherServer() {
    String topic = one.newChallenge();
    PhoenixClient ann = connectToOther(RunningRooms.token(2));
    joinEditor(ann, topic);
    assertThat(push(ann, topic, "[[0,\"a\"]]", 0).status()).isEqualTo("ok");

    // The other server gets no message and has the text in memory: the database refuses.
    Tables.of(one)
        .change(
            "UPDATE challenges SET locked_at = 1 WHERE id = "
                + topic.substring(topic.indexOf(':') + 1));

    assertThat(push(ann, topic, "[1,[0,\"b\"]]", 1).response())
        .isEqualTo("{\"reason\":\"locked\"}");
  }

  @Test
  void serverThatMissedTheRemovalReadsItFromTheDatabase() throws Exception {
    String topic = one.newChallenge();
    String heard = one.newChallenge();
    List<PhoenixClient> devices = unreadDevices(topic, heard);
    PhoenixClient ann = connectToOther(RunningRooms.token(2));
    joinEditor(ann, topic);

    Tables.of(one)
        .change(
            "INSERT INTO room_members (chat_id, user_id, role, changed_at) SELECT id, 2, 'none', "
                + System.currentTimeMillis()
                + " FROM chats WHERE challenge_id = "
                + topic.substring(topic.indexOf(':') + 1));

    ann.until("phx_close");
    assertForget(devices, topic);
    say(topic, "after");
    say(heard, "after");
    assertNextUnread(devices, heard);
  }

  @Test
  void lateChangesAreRebasedOnThoseOfTheOtherServer() throws Exception {
    String topic = one.newChallenge();
    PhoenixClient moebi = PhoenixClient.connect(buses.get(0), one.port(), token(1));
    PhoenixClient ann = connectToOther(RunningRooms.token(2));
    joinEditor(moebi, topic);
    joinEditor(ann, topic);

    // The other server has no text of the challenge in memory.
    assertThat(pushLate(moebi, topic, "m", "[[0,\"one\"]]", 0)).isEqualTo("{\"version\":1}");
    assertThat(pushLate(ann, topic, "a", "[[0,\"two\"]]", 0)).isEqualTo("{\"version\":2}");
    assertThat(text(ann, topic)).isEqualTo("onetwo");

    // It has an outdated one.
    assertThat(pushLate(moebi, topic, "m", "[6,[0,\"!\"]]", 2)).isEqualTo("{\"version\":3}");
    assertThat(pushLate(ann, topic, "a", "[[0,\"> \"],6]", 2)).isEqualTo("{\"version\":4}");
    assertThat(text(ann, topic)).isEqualTo("> onetwo!");

    // It remembers one of the two updates.
    assertThat(pushLate(moebi, topic, "m", "[[0,\"(\"],9]", 4)).isEqualTo("{\"version\":5}");
    assertThat(pushLate(ann, topic, "b", "[7,[0,\")\"]]", 3)).isEqualTo("{\"version\":6}");
    assertThat(text(ann, topic)).isEqualTo("(> onetwo!)");

    assertThat(pushLate(ann, topic, "m", "[[0,\"(\"],9]", 4))
        .as("the same change once more")
        .isEqualTo("{\"reason\":\"stale\",\"version\":6}");
  }

  private static String pushLate(
      PhoenixClient client, String topic, String clientId, String changes, long version) {
    String update = "{\"client_id\":\"" + clientId + "\",\"changes\":" + changes + "}";
    String payload = "{\"rebase\":true,\"version\":" + version + ",\"updates\":[" + update + "]}";
    return client.ask(topic, "document:push", payload).response();
  }

  private static String text(PhoenixClient client, String topic) {
    return client
        .ask(topic, "document:pull", "{\"version\":-1}")
        .payload()
        .at("/response/text")
        .asText();
  }

  /** Ann's devices at both servers. She has read in the rooms, and is not in them. */
  private static List<PhoenixClient> unreadDevices(String... topics) {
    PhoenixClient reader = PhoenixClient.connect(buses.get(0), one.port(), token(2));
    for (String topic : topics) {
      joinEditor(reader, topic);
      String read = "{\"id\":" + say(topic, "read") + "}";
      assertThat(reader.ask(topic, "message:read", read).status()).isEqualTo("ok");
      assertThat(reader.ask(topic, "phx_leave", "{}").status()).isEqualTo("ok");
    }
    List<PhoenixClient> devices =
        List.of(
            PhoenixClient.connect(buses.get(0), one.port(), token(2)),
            connectToOther(RunningRooms.token(2)));
    for (PhoenixClient device : devices) {
      device.ask("users:2", "phx_join", "{\"unread\":true}");
      assertThat(device.until("unread:state").json()).contains(topics);
    }
    return devices;
  }

  /** Writes a message as Moebi; returns its id. */
  private static long say(String topic, String text) {
    PhoenixClient moebi = PhoenixClient.connect(buses.get(0), one.port(), token(1));
    joinEditor(moebi, topic);
    String message = "{\"message\":\"" + text + "\",\"client_id\":\"" + text + "\"}";
    return moebi
        .ask(topic, "chat:create_message", message)
        .payload()
        .at("/response/message/id")
        .asLong();
  }

  private static void assertNextUnread(List<PhoenixClient> devices, String topic) {
    for (PhoenixClient device : devices) {
      assertThat(device.until("unread:message").payload().path("topic").asText()).isEqualTo(topic);
    }
  }

  private static void assertForget(List<PhoenixClient> devices, String topic) {
    for (PhoenixClient device : devices) {
      assertThat(device.until("unread:state").json()).doesNotContain("\"" + topic + "\"");
    }
  }

  private static void makePrivate(String topic) {
    String path = "/api/v1/" + topic.replace(':', '/');
    String body = "{\"challenge\":{\"visibility\":\"private\"}}";
    assertThat(one.http("PATCH", path, RunningRooms.token(1), body).statusCode()).isEqualTo(200);
  }

  @Test
  void listsCountThePeopleOfBothServers() throws Exception {
    String topic = one.newChallenge();
    PhoenixClient watching = connectToOther(RunningRooms.token(3));
    watching.join("lists");
    watching.ask("lists", "people:watch", "{\"topics\":[\"" + topic + "\"]}");
    joinEditor(PhoenixClient.connect(buses.get(0), one.port(), token(1)), topic);
    joinEditor(connectToOther(RunningRooms.token(2)), topic);

    for (RunningRooms server : List.of(one, other)) {
      eventually(() -> assertThat(people(server, topic)).isEqualTo(2));
    }
    int told = 0;
    while (told != 2) {
      told =
          watching
              .until("people:changed")
              .payload()
              .path("rooms")
              .path(topic)
              .path("people")
              .asInt();
    }
  }

  private static int people(RunningRooms server, String topic) {
    long id = Long.parseLong(topic.substring(topic.indexOf(':') + 1));
    String path = "/api/v1/challenges?after=" + (id - 1);
    JsonObject page = new JsonObject(server.http("GET", path, RunningRooms.token(3), null).body());
    return page.getJsonArray("challenges").getJsonObject(0).getInteger("people");
  }

  private static void joinEditor(PhoenixClient client, String topic) {
    assertThat(client.ask(topic, "phx_join", "{\"collab\":{\"version\":-1}}").status())
        .isEqualTo("ok");
    client.until("user:joined");
  }

  private static PhoenixClient.Received push(
      PhoenixClient client, String topic, String changes, long version) {
    return client.ask(
        topic,
        "document:push",
        "{\"version\":"
            + version
            + ",\"updates\":[{\"client_id\":\"a\",\"changes\":"
            + changes
            + "}]}");
  }

  /** Changes Ann's membership as Moebi on the first server. */
  private static int member(String method, String topic, @Nullable String body) {
    String path = "/api/v1/" + topic.replace(':', '/') + "/members/2";
    return one.http(method, path, RunningRooms.token(1), body).statusCode();
  }

  private static JsonObject invite(String path) {
    String body = "{\"invite\":{\"role\":\"editor\"}}";
    return new JsonObject(one.http("POST", path + "/invites", RunningRooms.token(1), body).body())
        .getJsonObject("invite");
  }

  private static int accept(RunningRooms server, String token) {
    String body = "{\"invite\":{\"token\":\"" + token + "\"}}";
    return server.http("POST", "/api/v1/invites/accept", RunningRooms.token(2), body).statusCode();
  }

  private static String token(long userId) {
    return "token=" + RunningRooms.token(userId);
  }

  private static PhoenixClient connectToOther(String token) {
    return PhoenixClient.connect(buses.get(1), other.port(), "token=" + token);
  }

  private static int currentUserAtOther(String token) {
    return other.http("GET", "/api/v1/current_user", token, null).statusCode();
  }
}
