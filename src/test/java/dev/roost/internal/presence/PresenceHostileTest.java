package dev.roost.internal.presence;

import static dev.roost.internal.presence.PresenceFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.internal.pubsub.ClusterWait;
import dev.roost.presence.Presence;
import dev.roost.serializer.Payload;
import io.vertx.core.Future;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile keys and metas from a client do not affect other presences of the topic. */
class PresenceHostileTest {
  private final PresenceFixture fixture = new PresenceFixture();
  private final Presence presence = fixture.presence;
  private final PresenceClient client = fixture.connect();
  private final PresentChannel channel = client.join(TOPIC, new PresentChannel(presence));

  @AfterEach
  void close() {
    fixture.close();
  }

  static Stream<Arguments> hostilePresences() {
    return Stream.of(
        Arguments.of("half a surrogate pair as key", "\ud800", "{}"),
        Arguments.of("the other half as key", "a\udc00b", "{}"),
        Arguments.of("a long key", "k".repeat(60_000), "{}"),
        Arguments.of("half a surrogate pair in the meta", "key", "{\"a\":\"\\ud800\"}"),
        Arguments.of("the other half in the meta", "key", "{\"a\":\"\\udc00x\"}"),
        Arguments.of("half a pair as a name in the meta", "key", "{\"\\ud800\":1}"),
        Arguments.of("a deep meta", "key", nested(990)),
        Arguments.of("a deeper meta", "key", nested(996)),
        Arguments.of("the deepest meta", "key", nested(999)),
        Arguments.of("a long name in the meta", "key", "{\"" + "n".repeat(49_999) + "\":1}"),
        Arguments.of("a huge number", "key", "{\"n\":1e999999}"),
        Arguments.of("many digits", "key", "{\"n\":" + "9".repeat(900) + "}"),
        Arguments.of("many decimals", "key", "{\"n\":0." + "9".repeat(900) + "}"),
        Arguments.of("names twice", "key", "{\"phx_ref\":1,\"phx_ref\":2,\"a\":1,\"a\":2}"),
        Arguments.of("the prototype", "__proto__", "{\"__proto__\":{}}"));
  }

  /** An object with nested arrays. */
  private static String nested(int depth) {
    return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostilePresences")
  void otherPresencesAreUnaffected(String name, String key, String meta) {
    Future<String> tracked = client.onLoop(() -> attempt(key, meta));
    ClusterWait.until(() -> assertThat(tracked.isComplete()).isTrue());
    Future<String> other = client.onLoop(() -> presence.track(channel, "other", Map.of()));
    ClusterWait.get(other);
    assertThat(presence.list(TOPIC).payload().json().has("other")).isTrue();
    PresenceClient newcomer = fixture.watcher();
    ClusterWait.until(
        () ->
            assertThat(newcomer.sees(TOPIC))
                .containsKey("other")
                .isEqualTo(PhoenixJsPresence.refsByKey(presence.list(TOPIC).payload())));
    Future<String> updated =
        client.onLoop(
            () -> {
              try {
                return presence.update(channel, "other", Payload.json(meta));
              } catch (IllegalArgumentException refused) {
                return Future.succeededFuture("");
              }
            });
    ClusterWait.get(updated);
    ClusterWait.until(
        () ->
            assertThat(newcomer.sees(TOPIC))
                .isEqualTo(PhoenixJsPresence.refsByKey(presence.list(TOPIC).payload())));
    client.disconnect();
    fixture.untilEmpty();
    ClusterWait.until(() -> assertThat(newcomer.seesKeys(TOPIC)).isEmpty());
  }

  private Future<String> attempt(String key, String meta) {
    try {
      return presence.track(channel, key, Payload.json(meta));
    } catch (IllegalArgumentException refused) {
      return Future.failedFuture(refused);
    }
  }

  @Test
  void refusedPresenceIsNotTracked() {
    Future<String> refused = client.onLoop(() -> attempt("key", "{\"a\":\"\\ud800\"}"));
    ClusterWait.until(() -> assertThat(refused.isComplete()).isTrue());
    ClusterWait.get(client.onLoop(() -> presence.track(channel, "key", Map.of())));
    assertThat(presence.getByKey(TOPIC, "key")).hasSize(1);
  }
}
