package dev.roost.internal.presence;

import static dev.roost.internal.presence.PresenceFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roost.internal.pubsub.ClusterWait;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tracking, updating, untracking and reading presences. */
class PresenceTrackingTest {
  private final PresenceFixture fixture = new PresenceFixture();
  private final Presence presence = fixture.presence;
  private final PresenceClient client = fixture.connect();
  private final PresentChannel channel = client.join(TOPIC, new PresentChannel(presence));

  @AfterEach
  void close() {
    fixture.close();
  }

  private String track(Object key, Object meta) {
    return ClusterWait.get(client.onLoop(() -> presence.track(channel, key, meta)));
  }

  private static void failsWith(Future<?> future, String message) {
    ClusterWait.until(() -> assertThat(future.isComplete()).isTrue());
    assertThat(future.cause()).isInstanceOf(IllegalStateException.class).hasMessage(message);
  }

  private static JsonNode json(Payload payload) {
    return payload.json();
  }

  @Test
  void trackedPresenceIsListedWithMetaAndRef() {
    String ref = track("ada", Map.of("status", "online"));
    assertThat(presence.list(TOPIC).toString())
        .isEqualTo("{\"ada\":{\"metas\":[{\"status\":\"online\",\"phx_ref\":\"" + ref + "\"}]}}");
    assertThat(presence.count(TOPIC)).isEqualTo(1);
    assertThat(presence.topics()).isEqualTo(1);
    assertThat(presence.topics(TOPIC.substring(0, 1), 10)).containsExactly(TOPIC);
    assertThat(presence.topics("elsewhere", 10)).isEmpty();
    assertThat(presence.topics("", 0)).isEmpty();
    assertThat(presence.getByKey(TOPIC, "ada"))
        .extracting(PresenceTrackingTest::json)
        .containsExactly(Payload.of(Map.of("status", "online", "phx_ref", ref)).json());
  }

  @Test
  void topicWithoutPresencesIsEmpty() {
    assertThat(presence.list("elsewhere").isEmpty()).isTrue();
    assertThat(presence.list("elsewhere").toString()).isEqualTo("{}");
    assertThat(presence.list("elsewhere").keys()).isEmpty();
    assertThat(presence.getByKey("elsewhere", "ada")).isEmpty();
    assertThat(presence.count("elsewhere")).isZero();
    track("ada", Map.of());
    assertThat(presence.getByKey(TOPIC, "eve")).isEmpty();
  }

  @Test
  void refsHavePhoenixsFormatAndAreUnique() {
    String first = track("ada", Map.of());
    String second = track("eve", Map.of());
    assertThat(first).hasSize(16).isNotEqualTo(second);
  }

  @Test
  void keysAreConvertedToStrings() {
    track(42, Map.of());
    assertThat(presence.list(TOPIC).keys()).containsExactly("42");
    failsWith(client.onLoop(() -> presence.track(channel, "42", Map.of())), "already tracked");
    ClusterWait.get(client.onLoop(() -> presence.update(channel, 42L, Map.of("a", 1))));
    assertThat(presence.getByKey(TOPIC, 42)).hasSize(1);
    ClusterWait.get(client.onLoop(() -> presence.untrack(channel, "42")));
    assertThat(presence.count(TOPIC)).isZero();
  }

  @Test
  void keysMayContainAnyCharacters() {
    String key = "a \"quoted\" \u0000\n __proto__ ключ \ud83d\ude00";
    track(key, Map.of());
    track("", Map.of());
    ClusterWait.until(() -> assertThat(client.seesKeys(TOPIC)).containsExactlyInAnyOrder(key, ""));
    assertThat(presence.list(TOPIC).payload().json().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(key, "");
  }

  @Test
  void secondTrackOfAKeyIsRefused() {
    track("ada", Map.of());
    failsWith(client.onLoop(() -> presence.track(channel, "ada", Map.of())), "already tracked");
    ClusterWait.get(client.onLoop(() -> presence.track(channel, "another:topic", "ada", Map.of())));
    assertThat(presence.getByKey(TOPIC, "ada")).hasSize(1);
    assertThat(presence.getByKey("another:topic", "ada")).hasSize(1);
  }

  @Test
  void updateOfAnUntrackedKeyFailsAndUntrackIsIgnored() {
    failsWith(client.onLoop(() -> presence.update(channel, "ada", Map.of())), "not tracked");
    failsWith(
        client.onLoop(() -> presence.update(channel, TOPIC, "ada", before -> before)),
        "not tracked");
    ClusterWait.get(client.onLoop(() -> presence.untrack(channel, "ada")));
    ClusterWait.get(client.onLoop(() -> presence.untrack(channel)));
    assertThat(presence.topics()).isZero();
  }

  @Test
  void trackOrUpdateTracksFirstAndUpdatesLater() {
    String first =
        ClusterWait.get(
            client.onLoop(() -> presence.trackOrUpdate(channel, "ada", Map.of("at", 1))));
    assertThat(refsOf("ada")).containsExactly(first);
    // Called on the test's thread, not on the event loop.
    String second = ClusterWait.get(presence.trackOrUpdate(channel, "ada", Map.of("at", 2)));
    assertThat(refsOf("ada")).containsExactly(second).isNotEqualTo(List.of(first));
    JsonNode meta = presence.getByKey(TOPIC, "ada").get(0).json();
    assertThat(meta.path("at").asInt()).isEqualTo(2);
    assertThat(meta.path("phx_ref_prev").asText()).isEqualTo(first);
  }

  @Test
  void presencesOfAKeyAreSeparateForEachChannel() {
    PresenceClient second = fixture.connect();
    PresentChannel other = second.join(TOPIC, new PresentChannel(presence));
    String first = track("ada", Map.of("device", 1));
    String later = ClusterWait.get(second.onLoop(() -> presence.track(other, "ada", Map.of())));
    assertThat(presence.count(TOPIC)).isEqualTo(1);
    assertThat(refsOf("ada")).containsExactly(first, later);
    ClusterWait.get(second.onLoop(() -> presence.untrack(other, "ada")));
    assertThat(refsOf("ada")).containsExactly(first);
  }

  private List<String> refsOf(String key) {
    return presence.getByKey(TOPIC, key).stream()
        .map(meta -> PhoenixJsPresence.ref(meta.json()))
        .toList();
  }

  @Test
  void metasOfAKeyAreInTrackingOrder() {
    List<String> refs =
        List.of(1, 2, 3, 4).stream()
            .map(
                number -> {
                  PresenceClient each = fixture.connect();
                  PresentChannel own = each.join(TOPIC, new PresentChannel(presence));
                  return ClusterWait.get(
                      each.onLoop(() -> presence.track(own, "ada", Map.of("number", number))));
                })
            .toList();
    assertThat(refsOf("ada")).isEqualTo(refs);
    String updated = track("ada", Map.of());
    assertThat(refsOf("ada")).endsWith(refs.get(3), updated);
    ClusterWait.until(() -> assertThat(client.sees(TOPIC).get("ada")).hasSize(5));
  }

  @Test
  void updateIsALeaveAndAJoinInOneDiff() {
    String before = track("ada", Map.of("status", "online"));
    String after =
        ClusterWait.get(
            client.onLoop(() -> presence.update(channel, "ada", Map.of("status", "away"))));
    assertThat(presence.list(TOPIC).payload().json().at("/ada/metas"))
        .containsExactly(
            Payload.of(Map.of("status", "away", "phx_ref", after, "phx_ref_prev", before)).json());
    ClusterWait.until(() -> assertThat(client.diffs(TOPIC)).hasSize(2));
    JsonNode diff = client.diffs(TOPIC).get(1);
    assertThat(diff.at("/joins/ada/metas/0/phx_ref").textValue()).isEqualTo(after);
    assertThat(diff.at("/joins/ada/metas/0/phx_ref_prev").textValue()).isEqualTo(before);
    assertThat(diff.at("/leaves/ada/metas/0/phx_ref").textValue()).isEqualTo(before);
  }

  @Test
  void updateFunctionReceivesTheMetaWithoutRefs() {
    track("ada", Map.of("count", 1));
    for (int i = 0; i < 2; i++) {
      ClusterWait.get(
          client.onLoop(
              () ->
                  presence.update(
                      channel,
                      TOPIC,
                      "ada",
                      (ObjectNode before) -> {
                        assertThat(before.fieldNames()).toIterable().containsExactly("count");
                        return before.put("count", before.get("count").asInt() + 1);
                      })));
    }
    assertThat(presence.getByKey(TOPIC, "ada").get(0).json().get("count").asInt()).isEqualTo(3);
  }

  @Test
  void refsInsideAGivenMetaAreReplaced() {
    String ref = track("ada", Map.of("phx_ref", "mine"));
    assertThat(refsOf("ada")).containsExactly(ref);
  }

  @Test
  void metaMustBeAnObject() {
    for (Object none : new Object[] {"text", 1, List.of(1), new byte[] {'{', '}'}, true}) {
      thrownOnLoop(() -> presence.track(channel, "ada", none));
    }
    assertThat(presence.topics()).isZero();
    track("ada", Map.of("status", "online"));
    thrownOnLoop(() -> presence.update(channel, "ada", List.of()));
    thrownOnLoop(() -> presence.update(channel, TOPIC, "ada", before -> null));
    assertThat(presence.getByKey(TOPIC, "ada").get(0).json().get("status").asText())
        .isEqualTo("online");
    track("eve", Map.of());
  }

  private void thrownOnLoop(Runnable work) {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    client.onLoop(
        () -> {
          try {
            work.run();
            thrown.complete(null);
          } catch (RuntimeException failure) {
            thrown.complete(failure);
          }
          return null;
        });
    assertThat(thrown.join()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void trackBeyondTheLimitFails() {
    PresenceFixture strict = new PresenceFixture(new PresenceOptions().maxPresencesPerChannel(2));
    try (strict) {
      PresenceClient one = strict.connect();
      PresentChannel own = one.join(TOPIC, new PresentChannel(strict.presence));
      ClusterWait.get(one.onLoop(() -> strict.presence.track(own, "a", Map.of())));
      ClusterWait.get(one.onLoop(() -> strict.presence.track(own, "else", "a", Map.of())));
      failsWith(
          one.onLoop(() -> strict.presence.track(own, "b", Map.of())),
          "more presences than maxPresencesPerChannel allows");
      ClusterWait.get(one.onLoop(() -> strict.presence.update(own, "a", Map.of("more", true))));
      ClusterWait.get(one.onLoop(() -> strict.presence.untrack(own, "else", "a")));
      ClusterWait.get(one.onLoop(() -> strict.presence.track(own, "b", Map.of())));
    }
  }

  @Test
  void listIsCurrentWhenTheFutureCompletes() {
    for (int i = 0; i < 20; i++) {
      track("ada", Map.of());
      assertThat(presence.count(TOPIC)).isEqualTo(1);
      ClusterWait.get(client.onLoop(() -> presence.untrack(channel, "ada")));
      assertThat(presence.count(TOPIC)).isZero();
    }
  }

  @Test
  void futuresCompleteOnTheChannelsEventLoop() {
    for (int i = 0; i < 4; i++) {
      String key = "key" + i;
      CompletableFuture<Boolean> onLoop = new CompletableFuture<>();
      client.onLoop(
          () ->
              presence
                  .track(channel, key, Map.of())
                  .onComplete(done -> onLoop.complete(client.isOnLoop())));
      assertThat(onLoop.join()).isTrue();
    }
  }

  @Test
  void throwingHandlerDoesNotAffectOthers() {
    Future<String> other =
        client.onLoop(
            () -> {
              presence
                  .track(channel, "ada", Map.of())
                  .onComplete(
                      done -> {
                        throw new IllegalStateException("the user's own");
                      });
              return presence.track(channel, "eve", Map.of());
            });
    ClusterWait.get(other);
  }

  @Test
  void trackAndUntrackAtOnceSendAJoinAndThenALeave() {
    track("eve", Map.of());
    ClusterWait.get(
        client.onLoop(
            () -> {
              presence.track(channel, "ada", Map.of());
              return presence.untrack(channel, "ada");
            }));
    ClusterWait.until(() -> assertThat(client.diffs(TOPIC)).hasSize(3));
    JsonNode came = client.diffs(TOPIC).get(1);
    JsonNode went = client.diffs(TOPIC).get(2);
    assertThat(came.at("/joins").fieldNames()).toIterable().containsExactly("ada");
    assertThat(came.at("/leaves")).isEmpty();
    assertThat(went.at("/joins")).isEmpty();
    assertThat(went.at("/leaves/ada")).isEqualTo(came.at("/joins/ada"));
  }

  @Test
  void futuresCompleteEvenIfTheChangesCancelOut() {
    for (int i = 0; i < 20; i++) {
      Future<Void> undone =
          client.onLoop(
              () -> {
                presence.track(channel, "ada", Map.of());
                return presence.untrack(channel, "ada");
              });
      ClusterWait.get(undone);
    }
    track("ada", Map.of());
    Future<Void> goneTwice =
        client.onLoop(
            () -> {
              presence.untrack(channel, "ada");
              presence.track(channel, "ada", Map.of());
              return presence.untrack(channel, "ada");
            });
    ClusterWait.get(goneTwice);
    fixture.untilEmpty();
  }

  @Test
  void invalidOptionsAreRefused() {
    PresenceOptions options = new PresenceOptions();
    assertThatThrownBy(() -> options.diffWindowMillis(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options.permdownPeriodMillis(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options.maxPresencesPerChannel(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
