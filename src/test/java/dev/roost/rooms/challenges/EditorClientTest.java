package dev.roost.rooms.challenges;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.rooms.LogCapture;
import dev.roost.rooms.PhoenixClient;
import dev.roost.rooms.PhoenixClient.Received;
import dev.roost.rooms.RunningRooms;
import dev.roost.rooms.database.TestDatabase;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients with an editor that sends and receives changes. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class EditorClientTest {
  private static final String OUTPUT =
      "{\"id\":\"r1\",\"chunks\":[{\"stream\":\"out\",\"text\":\"0123456789\"}]}";

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
                "ROOST_ROOMS_MAX_RESPONSE_BYTES", "1000",
                "ROOST_ROOMS_MAX_STORED_CHANGES", "50",
                "ROOST_ROOMS_MAX_RUN_OUTPUT_BYTES", "20",
                "ROOST_ROOMS_MAX_CASES", "2",
                "ROOST_ROOMS_MAX_CASE_BYTES", "10",
                "ROOST_BUDGETS_CREATIONS_PER_HOUR", "0",
                "ROOST_METRICS_ENABLED", "true"));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    vertx.close().await();
  }

  @Test
  void joinGivesTheDocumentAndLaterWhatIsNew() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);

    assertThat(join(ann, topic, -1).path("document").toString())
        .isEqualTo("{\"version\":0,\"text\":\"\"}");
    push(ann, topic, 0, "a", "[[0,\"one\"]]");
    push(ann, topic, 1, "a", "[3,[0,\"\",\"two\"]]");

    JsonNode since1 = join(rooms.user(3), topic, 1);
    assertThat(since1.path("document").toString())
        .isEqualTo(
            "{\"version\":1,\"updates\":[{\"client_id\":\"a\",\"changes\":[3,[0,\"\",\"two\"]],"
                + "\"user_id\":2}]}");
    assertThat(since1.at("/challenge/response").asText()).isEmpty();
    assertThat(join(rooms.user(3), topic, 2).at("/document/updates").toString()).isEqualTo("[]");
    for (long none : new long[] {-1, 3}) {
      assertThat(join(rooms.user(3), topic, none).path("document").toString())
          .isEqualTo("{\"version\":2,\"text\":\"one\\ntwo\"}");
    }
  }

  @Test
  void roomReceivesRunsAndLaterClientsTheLastOne() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    PhoenixClient bob = rooms.user(3);
    assertThat(join(ann, topic, -1).path("run").isNull()).isTrue();
    join(bob, topic, -1);

    ok(ann, topic, "run:start", "{\"id\":\"r1\",\"language\":\"python\"}");
    JsonNode started = bob.until("run:started").payload().path("run");
    assertThat(started.at("/user/first_name").asText()).isEqualTo("Ann");
    assertThat(started.path("status").asText()).isEqualTo("running");
    String chunks = "[{\"stream\":\"out\",\"text\":\"1\\n\"},{\"stream\":\"err\",\"text\":\"é\"}]";
    ok(ann, topic, "run:output", "{\"id\":\"r1\",\"chunks\":" + chunks + "}");
    assertThat(bob.until("run:output").json())
        .isEqualTo("{\"id\":\"r1\",\"chunks\":" + chunks + "}");
    ok(ann, topic, "run:finish", "{\"id\":\"r1\",\"status\":\"error\",\"ms\":12}");
    assertThat(bob.until("run:finished").json())
        .isEqualTo("{\"id\":\"r1\",\"status\":\"error\",\"ms\":12}");

    JsonNode last = join(rooms.user(3), topic, -1).path("run");
    assertThat(last.path("output").toString()).isEqualTo(chunks);
    assertThat(last.at("/user/first_name").asText()).isEqualTo("Ann");
    assertThat(last.path("language").asText()).isEqualTo("python");
    assertThat(last.path("status").asText()).isEqualTo("error");
    assertThat(last.path("started_at")).isEqualTo(started.path("started_at"));
  }

  @Test
  void aRunWhoseClientLeavesIsLostAndAReaderWhoCameMeanwhilePullsIt() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    join(ann, topic, -1);
    ok(ann, topic, "run:start", "{\"id\":\"r1\",\"language\":\"ruby\"}");
    ok(ann, topic, "run:output", OUTPUT);
    PhoenixClient bob = rooms.user(3);
    join(bob, topic, -1);

    ann.send(topic, "phx_leave", "{}");

    assertThat(bob.until("run:finished").json())
        .isEqualTo("{\"id\":\"r1\",\"status\":\"lost\",\"ms\":null}");
    assertThat(bob.ask(topic, "run:pull", "{}").response())
        .contains("\"status\":\"lost\"")
        .contains("\"text\":\"0123456789\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run:start | {} | invalid",
        "run:start | [] | invalid",
        "run:start | {\"id\":\"r2\",\"language\":\"cobol\"} | invalid",
        "run:start | {\"id\":\"\",\"language\":\"ruby\"} | invalid",
        "run:output | {\"id\":\"r2\",\"chunks\":[{\"stream\":\"out\",\"text\":\"a\"}]} |"
            + " unknown_run",
        "run:output | {\"id\":\"r1\",\"chunks\":[]} | invalid",
        "run:output | {\"id\":\"r1\",\"chunks\":[{\"stream\":\"in\",\"text\":\"a\"}]} | invalid",
        "run:output | {\"id\":\"r1\",\"chunks\":[{\"stream\":\"out\",\"text\":\"\\u0000\"}]} |"
            + " invalid",
        "run:finish | {\"id\":\"r1\",\"status\":\"running\",\"ms\":1} | invalid",
        "run:finish | {\"id\":\"r1\",\"status\":\"ok\",\"ms\":-1} | invalid",
        "run:finish | {\"id\":\"r2\",\"status\":\"ok\",\"ms\":1} | unknown_run",
        "run:start | {\"id\":\"r2\",\"language\":\"ruby\",\"tests\":1} | invalid",
        "run:result | {\"id\":\"r2\",\"result\":{}} | unknown_run",
        "run:result | {\"id\":\"r1\",\"result\":{}} | invalid",
        "case:save | [] | invalid",
        "case:save | {\"input\":\"1\"} | invalid",
        "case:save | {\"input\":1,\"expected\":\"\"} | invalid",
        "case:save | {\"input\":\"\\u0000\",\"expected\":\"\"} | invalid",
        "case:save | {\"id\":-1,\"input\":\"\",\"expected\":\"\"} | invalid",
        "case:save | {\"id\":\"1\",\"input\":\"\",\"expected\":\"\"} | invalid",
        "case:save | {\"name\":5,\"input\":\"\",\"expected\":\"\"} | invalid",
        "case:save | {\"id\":987654,\"input\":\"\",\"expected\":\"\"} | unknown_case",
        "case:delete | {} | invalid",
      })
  void refusesWhatIsNoRunAndNoCase(String event, String payload, String reason) {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    join(ann, topic, -1);
    ok(ann, topic, "run:start", "{\"id\":\"r1\",\"language\":\"ruby\"}");

    assertThat(ann.ask(topic, event, payload).response())
        .isEqualTo("{\"reason\":\"" + reason + "\"}");
  }

  @Test
  void theRoomHasTheSameTestCases() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    PhoenixClient bob = rooms.user(3);
    join(ann, topic, -1);
    join(bob, topic, -1);
    assertThat(ann.ask(topic, "case:pull", "{}").response()).isEqualTo("{\"cases\":[]}");

    long id =
        ann.ask(topic, "case:save", "{\"name\":\" zero \",\"input\":\"0\\n\",\"expected\":\"\"}")
            .payload()
            .at("/response/case/id")
            .asLong();
    assertThat(bob.until("case:saved").json())
        .isEqualTo(
            "{\"case\":{\"id\":ID,\"name\":\"zero\",\"input\":\"0\\n\",\"expected\":\"\"}}"
                .replace("ID", Long.toString(id)));
    String changed = "{\"id\":ID,\"input\":\"1\",\"expected\":\"é\"}".replace("ID", "" + id);
    ok(bob, topic, "case:save", changed);
    ann.until("case:saved");
    assertThat(ann.until("case:saved").payload().at("/case/expected").asText()).isEqualTo("é");

    String other = rooms.newChallenge();
    join(bob, other, -1);
    assertThat(bob.ask(other, "case:save", changed).response())
        .isEqualTo("{\"reason\":\"unknown_case\"}");
    ok(bob, other, "case:delete", "{\"id\":" + id + "}");
    assertThat(ann.ask(topic, "case:pull", "{}").payload().at("/response/cases/0/id").asLong())
        .isEqualTo(id);

    ok(ann, topic, "case:save", "{\"input\":\"0123456789\",\"expected\":\"\"}");
    assertThat(ann.ask(topic, "case:save", "{\"input\":\"\",\"expected\":\"\"}").response())
        .isEqualTo("{\"reason\":\"too_many\",\"limit\":2}");
    assertThat(
            ann.ask(topic, "case:save", "{\"input\":\"\",\"expected\":\"0123456789é\"}").response())
        .isEqualTo("{\"reason\":\"too_large\",\"limit\":10}");
    ok(ann, topic, "case:delete", "{\"id\":" + id + "}");
    assertThat(bob.until("case:deleted").json()).isEqualTo("{\"id\":" + id + "}");
  }

  @Test
  void theRoomSeesTheResultsOfTheCases() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    PhoenixClient bob = rooms.user(3);
    join(ann, topic, -1);
    join(bob, topic, -1);

    ok(ann, topic, "run:start", "{\"id\":\"t1\",\"language\":\"ruby\",\"tests\":true}");
    assertThat(bob.until("run:started").payload().at("/run/results").toString()).isEqualTo("[]");
    String result =
        "{\"case_id\":7,\"name\":\"\",\"expected\":\"1\",\"actual\":\"2\",\"status\":\"failed\","
            + "\"ms\":3}";
    String told = "{\"id\":\"t1\",\"result\":" + result + "}";
    ok(ann, topic, "run:result", told);
    assertThat(bob.until("run:result").json()).isEqualTo(told);
    assertThat(ann.ask(topic, "run:result", told.replace("failed", "won")).response())
        .isEqualTo("{\"reason\":\"invalid\"}");
    assertThat(ann.ask(topic, "run:result", told.replace("\"2\"", "\"01234567890\"")).response())
        .isEqualTo("{\"reason\":\"too_large\",\"limit\":10}");
    ok(ann, topic, "run:result", told.replace("failed", "time_limit"));
    assertThat(ann.ask(topic, "run:result", told).response())
        .isEqualTo("{\"reason\":\"too_many\",\"limit\":2}");
    ok(ann, topic, "run:finish", "{\"id\":\"t1\",\"status\":\"ok\",\"ms\":12}");

    assertThat(join(rooms.user(3), topic, -1).at("/run/results").toString())
        .isEqualTo("[" + result + "," + result.replace("failed", "time_limit") + "]");
    ok(ann, topic, "run:start", "{\"id\":\"r1\",\"language\":\"ruby\"}");
    assertThat(bob.until("run:started").payload().path("run").has("results")).isFalse();
    assertThat(ann.ask(topic, "run:result", told.replace("t1", "r1")).response())
        .isEqualTo("{\"reason\":\"invalid\"}");
    ok(ann, topic, "run:finish", "{\"id\":\"r1\",\"status\":\"stopped\",\"ms\":1}");
    assertThat(join(rooms.user(3), topic, -1).path("run").has("results")).isFalse();
    ann.ask(topic, "run:start", "{}");

    assertThat(rooms.http("GET", "/metrics", null, null).body())
        .contains("roost_rooms_runs_started_total{kind=\"cases\"}")
        .contains("roost_rooms_runs_started_total{kind=\"program\"}")
        .contains("roost_rooms_runs_ended_total{status=\"stopped\"}")
        .contains("roost_rooms_runs_refused_total{reason=\"invalid\"}");
  }

  @Test
  void aRunWritesUpToALimit() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    join(ann, topic, -1);
    ok(ann, topic, "run:start", "{\"id\":\"r1\",\"language\":\"ruby\"}");
    ok(ann, topic, "run:output", OUTPUT);
    ok(ann, topic, "run:output", OUTPUT);

    assertThat(ann.ask(topic, "run:output", OUTPUT).response())
        .isEqualTo("{\"reason\":\"too_large\",\"limit\":20}");

    ok(ann, topic, "run:start", "{\"id\":\"r1\",\"language\":\"ruby\"}");
    ok(ann, topic, "run:output", OUTPUT);
    String empty = "{\"stream\":\"out\",\"text\":\"\"},".repeat(999);
    String chunks = "[" + empty + "{\"stream\":\"err\",\"text\":\"e\"}]";
    ok(ann, topic, "run:output", "{\"id\":\"r1\",\"chunks\":" + chunks + "}");
    ok(ann, topic, "run:finish", "{\"id\":\"r1\",\"status\":\"ok\",\"ms\":1}");
    assertThat(ann.ask(topic, "run:pull", "{}").payload().at("/response/run/output").toString())
        .as("without empty texts")
        .isEqualTo(
            "[{\"stream\":\"out\",\"text\":\"0123456789\"},"
                + "{\"stream\":\"err\",\"text\":\"e\"}]");
  }

  @Test
  void clientsWithoutAnEditorHearNothingOfRunsAndCases() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    join(ann, topic, -1);
    PhoenixClient bob = rooms.user(3);
    bob.join(topic);
    ok(ann, topic, "run:start", "{\"id\":\"r1\",\"language\":\"ruby\"}");
    ok(ann, topic, "case:save", "{\"input\":\"\",\"expected\":\"\"}");
    ann.send(topic, "language:update", "{\"response\":\"go\"}");

    List<String> heard = new ArrayList<>(List.of(bob.next().event()));
    while (!heard.contains("language:updated")) {
      heard.add(bob.next().event());
    }
    assertThat(heard).noneMatch(event -> event.matches("(run|case):.*"));
  }

  private static void ok(PhoenixClient client, String topic, String event, String payload) {
    assertThat(client.ask(topic, event, payload).status()).isEqualTo("ok");
  }

  @Test
  void acceptedChangesReachAllEditorsTheSenderIncluded() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    PhoenixClient bob = rooms.user(3);
    join(ann, topic, -1);
    join(bob, topic, -1);

    String ref = ann.send(topic, "document:push", changes(0, "a", "[[0,\"x\"]]"));

    for (PhoenixClient each : List.of(ann, bob)) {
      assertThat(each.until("document:updates").json())
          .isEqualTo(
              "{\"version\":0,\"updates\":[{\"client_id\":\"a\",\"changes\":[[0,\"x\"]],"
                  + "\"user_id\":2}]}");
    }
    assertThat(ref).isNotNull();
    assertThat(bob.untilNow())
        .extracting(Received::event)
        .doesNotContain("response:updated", "document:updates");
  }

  @Test
  void aChangeOfAnEarlierVersionIsRebasedForTheEditorThatAsksForIt() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    PhoenixClient bob = rooms.user(3);
    join(ann, topic, -1);
    join(bob, topic, -1);
    push(ann, topic, 0, "a", "[[0,\"x\"]]");

    String late = changes(0, "b", "[[0,\"y\"]]").replaceFirst("^\\{", "{\"rebase\":true,");
    assertThat(bob.ask(topic, "document:push", late).response()).isEqualTo("{\"version\":2}");

    ann.until("document:updates");
    assertThat(ann.until("document:updates").json())
        .isEqualTo(
            "{\"version\":1,\"updates\":[{\"client_id\":\"b\",\"changes\":[1,[0,\"y\"]],"
                + "\"user_id\":3}]}");
    // The same edits once more: the answer to the first push may be lost.
    assertThat(bob.ask(topic, "document:push", late).response())
        .isEqualTo("{\"reason\":\"stale\",\"version\":2}");
    // A refused edit does not keep others from being rebased.
    String later = late.replace("\"b\"", "\"c\"");
    assertThat(ann.ask(topic, "document:push", later).response()).isEqualTo("{\"version\":3}");
  }

  @Test
  void aStaleChangeIsRefusedAndThePresentOneIsPulled() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    join(ann, topic, -1);
    push(ann, topic, 0, "a", "[[0,\"x\"]]");

    for (long version : new long[] {0, 7}) {
      assertThat(ann.ask(topic, "document:push", changes(version, "a", "[[0,\"y\"]]")).response())
          .isEqualTo("{\"reason\":\"stale\",\"version\":1}");
    }
    assertThat(ann.ask(topic, "document:pull", "{\"version\":0}").response())
        .isEqualTo(
            "{\"version\":0,\"updates\":[{\"client_id\":\"a\",\"changes\":[[0,\"x\"]],"
                + "\"user_id\":2}]}");
    assertThat(ann.ask(topic, "document:pull", "{\"version\":9}").response())
        .isEqualTo("{\"version\":1,\"text\":\"x\"}");
  }

  @Test
  void changesThatAreKeptNoMoreBecomeTheText() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    join(ann, topic, -1);
    for (int version = 0; version < 210; version++) {
      push(ann, topic, version, "a", version == 0 ? "[[0,\"x\"]]" : "[[1,\"x\"]]");
    }

    assertThat(ann.ask(topic, "document:pull", "{\"version\":1}").response())
        .isEqualTo("{\"version\":210,\"text\":\"x\"}");
    assertThat(
            ann.ask(topic, "document:pull", "{\"version\":205}").payload().at("/response/updates"))
        .hasSize(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | invalid",
        "[] | invalid",
        "'{\"version\":0}' | invalid",
        "'{\"version\":0,\"updates\":[]}' | invalid",
        "'{\"version\":\"0\",\"updates\":[{\"client_id\":\"a\",\"changes\":[]}]}' | invalid",
        "'{\"version\":1e999,\"updates\":[{\"client_id\":\"a\",\"changes\":[]}]}' | invalid",
        "'{\"version\":0,\"updates\":[{\"client_id\":\"\",\"changes\":[]}]}' | invalid",
        "'{\"version\":0,\"updates\":[{\"client_id\":1,\"changes\":[]}]}' | invalid",
        "'{\"version\":0,\"updates\":[{\"client_id\":\"\\ud800\",\"changes\":[]}]}' | invalid",
        "'{\"version\":0,\"updates\":[{\"client_id\":\"a\",\"changes\":[1]}]}' | invalid",
        "'{\"version\":0,\"updates\":[{\"client_id\":\"a\",\"changes\":[[0,\"\\ud83d\"]]}]}' |"
            + " invalid",
        "'{\"version\":0,\"updates\":[{\"client_id\":\"a\"}]}' | invalid",
      })
  void refusesWhatIsNoChange(String payload, String reason) {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    join(ann, topic, -1);
    try (LogCapture log = new LogCapture()) {
      assertThat(ann.ask(topic, "document:push", payload).response())
          .isEqualTo("{\"reason\":\"" + reason + "\"}");
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void boundsTheTextAndTheNumberOfChanges() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    join(ann, topic, -1);
    String update = "{\"client_id\":\"a\",\"changes\":[]}";

    assertThat(
            ann.ask(topic, "document:push", changes(0, "a", "[[0,\"" + "x".repeat(1001) + "\"]]"))
                .response())
        .isEqualTo("{\"reason\":\"too_large\",\"limit\":1000}");
    assertThat(
            ann.ask(
                    topic,
                    "document:push",
                    "{\"version\":0,\"updates\":["
                        + String.join(",", Collections.nCopies(501, update))
                        + "]}")
                .response())
        .isEqualTo("{\"reason\":\"too_many\",\"limit\":500}");
    assertThat(
            ann.ask(
                    topic,
                    "document:push",
                    "{\"version\":0,\"updates\":["
                        + String.join(",", Collections.nCopies(500, update))
                        + "]}")
                .response())
        .isEqualTo("{\"version\":500}");
  }

  @Test
  void editorsAndOriginalClientsSeeEachOthersWork() {
    String topic = rooms.newChallenge();
    PhoenixClient editor = rooms.user(2);
    PhoenixClient original = rooms.user(3);
    join(editor, topic, -1);
    original.join(topic);

    push(editor, topic, 0, "a", "[[0,\"one two\"]]");
    assertThat(original.until("response:updated").payload().at("/challenge/response").asText())
        .isEqualTo("one two");
    original.send(topic, "response:update", "{\"response\":\"one\\r\\n2 two\"}");

    Received update = editor.until("document:updates");
    while (update.payload().path("version").asInt() == 0) {
      update = editor.until("document:updates");
    }
    assertThat(update.json())
        .isEqualTo(
            "{\"version\":1,\"updates\":[{\"client_id\":\"response\","
                + "\"changes\":[3,[0,\"\",\"2\"],4],\"user_id\":3}]}");
    assertThat(original.until("response:updated").payload().at("/challenge/response").asText())
        .isEqualTo("one\n2 two");

    original.send(topic, "chat:create_message", "{\"message\":\"hi\"}");
    assertThat(editor.until("chat:message_created").payload().at("/message/content").asText())
        .isEqualTo("hi");
  }

  @Test
  void cursorsReachOtherEditorsUntilTheirEditorLeaves() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    PhoenixClient bob = rooms.user(3);
    PhoenixClient original = rooms.user(3);
    join(bob, topic, -1);
    original.join(topic);
    join(ann, topic, -1);

    ann.send(
        topic,
        "cursor:update",
        "{\"client_id\":\"a\",\"version\":0,\"ranges\":[{\"anchor\":0,\"head\":3}]}");

    JsonNode cursor = bob.until("cursor:updated").payload();
    assertThat(cursor.path("first_name").asText()).isEqualTo("Ann");
    assertThat(cursor.path("user_id").asInt()).isEqualTo(2);
    assertThat(cursor.path("color").asText()).matches("#[0-9a-f]{6}");
    assertThat(cursor.path("ranges").toString()).isEqualTo("[{\"anchor\":0,\"head\":3}]");
    assertThat(ann.ask(topic, "cursor:update", "{\"ranges\":[{}]}").response())
        .isEqualTo("{\"reason\":\"invalid\"}");
    assertThat(
            ann.ask(topic, "cursor:update", "{\"client_id\":\"b\",\"version\":0,\"ranges\":[]}")
                .response())
        .as("the cursor of another editor")
        .isEqualTo("{\"reason\":\"invalid\"}");
    assertThat(ann.untilNow()).extracting(Received::event).doesNotContain("cursor:updated");

    ann.ask(topic, "phx_leave", "{}");

    assertThat(bob.until("cursor:gone").json()).isEqualTo("{\"client_id\":\"a\",\"user_id\":2}");
    assertThat(original.untilNow())
        .extracting(Received::event)
        .doesNotContain("cursor:updated", "cursor:gone");
  }

  @Test
  void pointedLinesReachTheOtherEditors() {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    PhoenixClient bob = rooms.user(3);
    PhoenixClient original = rooms.user(3);
    join(bob, topic, -1);
    original.join(topic);
    join(ann, topic, -1);

    ok(ann, topic, "line:point", "{\"version\":0,\"position\":12}");

    JsonNode pointed = bob.until("line:pointed").payload();
    assertThat(pointed.path("first_name").asText()).isEqualTo("Ann");
    assertThat(pointed.path("last_name").asText()).isEqualTo("Archer");
    assertThat(pointed.path("user_id").asInt()).isEqualTo(2);
    assertThat(pointed.path("color").asText()).matches("#[0-9a-f]{6}");
    assertThat(pointed.path("version").asInt()).isZero();
    assertThat(pointed.path("position").asInt()).isEqualTo(12);
    for (PhoenixClient each : List.of(ann, original)) {
      assertThat(each.untilNow()).extracting(Received::event).doesNotContain("line:pointed");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "[]",
        "'{\"version\":0}'",
        "'{\"position\":0}'",
        "'{\"version\":0,\"position\":-1}'",
        "'{\"version\":-1,\"position\":0}'",
        "'{\"version\":0,\"position\":0.5}'",
        "'{\"version\":0,\"position\":\"0\"}'",
        "'{\"version\":0,\"position\":2147483648}'",
      })
  void refusesInvalidPointers(String payload) {
    String topic = rooms.newChallenge();
    PhoenixClient ann = rooms.user(2);
    join(ann, topic, -1);

    assertThat(ann.ask(topic, "line:point", payload).response())
        .isEqualTo("{\"reason\":\"invalid\"}");
  }

  @Test
  void ofManyAtOnceOneIsAcceptedForEachVersion() {
    String topic = rooms.newChallenge();
    List<PhoenixClient> clients =
        IntStream.range(0, 6).mapToObj(i -> rooms.user(1 + i % 3)).toList();
    clients.forEach(client -> join(client, topic, -1));

    for (int version = 0; version < 5; version++) {
      int at = version;
      List<String> refs = new ArrayList<>();
      for (int c = 0; c < clients.size(); c++) {
        String insert = at == 0 ? "[[0,\"" + c + "\"]]" : "[" + at + ",[0,\"" + c + "\"]]";
        refs.add(clients.get(c).send(topic, "document:push", changes(at, "c" + c, insert)));
      }
      List<String> statuses = new ArrayList<>();
      for (int c = 0; c < clients.size(); c++) {
        Received reply = clients.get(c).until("phx_reply");
        assertThat(reply.ref()).isEqualTo(refs.get(c));
        statuses.add(reply.status());
      }
      assertThat(statuses).containsOnlyOnce("ok");
    }

    JsonNode document = join(rooms.user(1), topic, -1).path("document");
    assertThat(document.path("version").asInt()).isEqualTo(5);
    assertThat(document.path("text").asText()).hasSize(5);
  }

  private static JsonNode join(PhoenixClient client, String topic, long version) {
    Received joined = client.ask(topic, "phx_join", "{\"collab\":{\"version\":" + version + "}}");
    assertThat(joined.status()).isEqualTo("ok");
    client.until("user:joined");
    return joined.payload().path("response");
  }

  private static void push(
      PhoenixClient client, String topic, long version, String clientId, String changes) {
    assertThat(client.ask(topic, "document:push", changes(version, clientId, changes)).response())
        .isEqualTo("{\"version\":" + (version + 1) + "}");
  }

  private static String changes(long version, String clientId, String changes) {
    return "{\"version\":"
        + version
        + ",\"updates\":[{\"client_id\":\""
        + clientId
        + "\",\"changes\":"
        + changes
        + "}]}";
  }
}
