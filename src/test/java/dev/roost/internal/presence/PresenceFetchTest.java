package dev.roost.internal.presence;

import static dev.roost.internal.presence.PresenceFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roost.internal.pubsub.ClusterWait;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceFetcher;
import dev.roost.presence.PresenceOptions;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fetchers that add data to presences. */
class PresenceFetchTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private PresenceFixture fixture;
  private Presence presence;
  private PresenceClient client;
  private PresentChannel channel;

  private void start(PresenceFetcher fetcher) {
    fixture =
        new PresenceFixture(
            new PresenceOptions()
                .diffWindowMillis(5)
                .fetch(
                    (topic, presences) -> {
                      asked.add(topic + " " + String.join(",", keys(presences)));
                      return fetcher.fetch(topic, presences);
                    }));
    presence = fixture.presence;
    client = fixture.watcher();
    channel = client.join("own", new PresentChannel(presence));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static List<String> keys(JsonNode presences) {
    return Stream.of(presences)
        .flatMap(all -> PhoenixJsPresence.metasByKey(all).keySet().stream())
        .toList();
  }

  private static ObjectNode named(ObjectNode presences) {
    presences
        .fields()
        .forEachRemaining(
            one -> ((ObjectNode) one.getValue()).put("name", "name of " + one.getKey()));
    return presences;
  }

  private Future<String> track(String key) {
    return client.onLoop(() -> presence.track(channel, TOPIC, key, Map.of()));
  }

  private Future<Void> untrack(String key) {
    return client.onLoop(() -> presence.untrack(channel, TOPIC, key));
  }

  @Test
  void diffsAndListsAreEnriched() {
    start((topic, presences) -> Future.succeededFuture(named(presences)));
    ClusterWait.get(track("ada"));
    ClusterWait.get(untrack("ada"));
    ClusterWait.get(track("eve"));
    ClusterWait.until(() -> assertThat(client.diffs(TOPIC)).hasSize(3));
    List<JsonNode> diffs = client.diffs(TOPIC);
    assertThat(diffs.get(0).at("/joins/ada/name").textValue()).isEqualTo("name of ada");
    assertThat(diffs.get(1).at("/leaves/ada/name").textValue()).isEqualTo("name of ada");
    assertThat(diffs.get(2).at("/joins/eve/metas/0/phx_ref").isTextual()).isTrue();
    Payload list = ClusterWait.get(presence.fetchList(TOPIC));
    assertThat(list.json().at("/eve/name").textValue()).isEqualTo("name of eve");
    assertThat(list.json().at("/eve/metas")).hasSize(1);
    assertThat(presence.list(TOPIC).payload().json().at("/eve/name").isMissingNode()).isTrue();
    assertThat(asked)
        .containsExactly(TOPIC + " ada", TOPIC + " ada", TOPIC + " eve", TOPIC + " eve");
  }

  @Test
  void eachSideOfADiffIsFetchedOnceUnlessEmpty() {
    start((topic, presences) -> Future.succeededFuture(presences));
    ClusterWait.get(track("first"));
    asked.clear();
    client.onLoop(
        () -> {
          presence.track(channel, TOPIC, "ada", Map.of());
          presence.track(channel, TOPIC, "eve", Map.of());
          return presence.update(channel, TOPIC, "first", Map.of("again", true));
        });
    ClusterWait.until(
        () ->
            assertThat(client.sees(TOPIC))
                .hasSize(3)
                .isEqualTo(PhoenixJsPresence.refsByKey(presence.list(TOPIC).payload())));
    assertThat(asked).hasSizeLessThanOrEqualTo(4).allMatch(keys -> !keys.endsWith(" "));
    assertThat(ClusterWait.get(presence.fetchList("empty")).toString()).isEqualTo("{}");
  }

  @Test
  void nextDiffWaitsForTheFetchOfTheFirst() {
    Queue<Promise<ObjectNode>> fetches = new ConcurrentLinkedQueue<>();
    Queue<ObjectNode> trees = new ConcurrentLinkedQueue<>();
    start(
        (topic, presences) -> {
          Promise<ObjectNode> fetch = Promise.promise();
          trees.add(presences);
          fetches.add(fetch);
          return fetch.future();
        });
    Future<String> ada = track("ada");
    ClusterWait.until(() -> assertThat(fetches).hasSize(1));
    Future<String> eve = track("eve");
    assertThat(presence.count(TOPIC)).isZero();
    assertThat(ada.isComplete()).isFalse();
    fetches.remove().complete(trees.remove());
    ClusterWait.get(ada);
    assertThat(presence.list(TOPIC).keys()).containsExactly("ada");
    ClusterWait.until(() -> assertThat(fetches).hasSize(1));
    assertThat(eve.isComplete()).isFalse();
    fetches.remove().complete(trees.remove());
    ClusterWait.get(eve);
    ClusterWait.until(() -> assertThat(client.diffs(TOPIC)).hasSize(2));
    assertThat(client.seesKeys(TOPIC)).containsExactlyInAnyOrder("ada", "eve");
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        failure("fails", (topic, presences) -> Future.failedFuture("no database")),
        failure(
            "throws",
            (topic, presences) -> {
              throw new IllegalStateException("no database");
            }),
        failure(
            "throws an error",
            (topic, presences) -> {
              throw new AssertionError("no database");
            }),
        failure("returns no future", (topic, presences) -> null),
        failure("returns nothing", (topic, presences) -> Future.succeededFuture()),
        failure(
            "spoils its tree and fails",
            (topic, presences) -> {
              presences.removeAll();
              return Future.failedFuture("no database");
            }));
  }

  private static Arguments failure(String name, PresenceFetcher fetcher) {
    return Arguments.of(name, fetcher);
  }

  @ParameterizedTest(name = "a fetcher that {0}")
  @MethodSource("failures")
  void presencesAreSentUnchangedIfTheFetcherFails(String name, PresenceFetcher fetcher) {
    start(fetcher);
    ClusterWait.get(track("ada"));
    ClusterWait.get(track("eve"));
    ClusterWait.get(untrack("ada"));
    ClusterWait.until(() -> assertThat(client.diffs(TOPIC)).hasSize(3));
    assertThat(client.sees(TOPIC))
        .isEqualTo(PhoenixJsPresence.refsByKey(presence.list(TOPIC).payload()));
    assertThat(ClusterWait.get(presence.fetchList(TOPIC)).json())
        .isEqualTo(presence.list(TOPIC).payload().json());
    ClusterWait.get(untrack("eve"));
    fixture.untilEmpty();
  }

  @Test
  void hangingFetcherTimesOut() {
    start((topic, presences) -> Promise.<ObjectNode>promise().future());
    Future<String> ada = track("ada");
    Future<Payload> list = presence.fetchList(TOPIC);
    ClusterWait.get(ada);
    assertThat(ClusterWait.get(list).toString()).isEqualTo("{}");
    ClusterWait.until(() -> assertThat(client.seesKeys(TOPIC)).containsExactly("ada"));
  }

  @Test
  void fetcherMayCompleteOnAnyThread() {
    start(
        (topic, presences) -> {
          Promise<ObjectNode> fetch = Promise.promise();
          new Thread(() -> fetch.complete(named(presences))).start();
          return fetch.future();
        });
    for (int i = 0; i < 5; i++) {
      ClusterWait.get(track("key" + i));
    }
    ClusterWait.until(() -> assertThat(client.seesKeys(TOPIC)).hasSize(5));
    for (int i = 0; i < 5; i++) {
      ClusterWait.get(untrack("key" + i));
    }
    fixture.untilEmpty();
  }
}
