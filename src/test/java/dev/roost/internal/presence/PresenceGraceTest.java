package dev.roost.internal.presence;

import static dev.roost.internal.presence.PresenceFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.internal.pubsub.ClusterWait;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Leaves that wait for a grace period in case the key rejoins. */
class PresenceGraceTest {
  private static final long GRACE_MILLIS = 800;

  private final PresenceFixture fixture =
      new PresenceFixture(new PresenceOptions().diffWindowMillis(0).leaveGraceMillis(GRACE_MILLIS));
  private final Presence presence = fixture.presence;
  private final PresenceClient watcher = fixture.watcher();
  private final PresenceClient client = fixture.connect();
  private final PresentChannel channel = client.join("own", new PresentChannel(presence));

  @AfterEach
  void close() {
    fixture.close();
  }

  private String comes(Map<String, ?> meta) {
    return ClusterWait.get(client.onLoop(() -> presence.track(channel, TOPIC, "ada", meta)));
  }

  private void goes() {
    ClusterWait.get(client.onLoop(() -> presence.untrack(channel, TOPIC, "ada")));
  }

  private void pass(long millis) {
    Promise<Void> passed = Promise.promise();
    fixture.vertx.setTimer(millis, ignored -> passed.complete());
    ClusterWait.get(passed.future());
  }

  @Test
  void rejoinWithTheSameMetaCancelsTheLeave() {
    comes(Map.of("status", "online"));
    for (int i = 0; i < 5; i++) {
      goes();
      assertThat(presence.count(TOPIC)).isEqualTo(1);
      comes(Map.of("status", "online"));
    }
    pass(GRACE_MILLIS + 100);
    assertThat(presence.count(TOPIC)).isEqualTo(1);
    assertThat(watcher.diffs(TOPIC)).hasSize(1);
    goes();
    ClusterWait.until(() -> assertThat(watcher.diffs(TOPIC)).hasSize(2));
    assertThat(watcher.seesKeys(TOPIC)).isEmpty();
    fixture.untilEmpty();
  }

  @Test
  void rejoinWithAnotherMetaBecomesAnUpdate() {
    comes(Map.of("status", "online"));
    goes();
    String ref = comes(Map.of("status", "away"));
    ClusterWait.until(() -> assertThat(watcher.diffs(TOPIC)).hasSize(2));
    List<JsonNode> diffs = watcher.diffs(TOPIC);
    assertThat(diffs.get(1).at("/joins/ada/metas/0/phx_ref").textValue()).isEqualTo(ref);
    assertThat(diffs.get(1).at("/leaves/ada/metas")).hasSize(1);
    client.disconnect();
    ClusterWait.until(() -> assertThat(watcher.seesKeys(TOPIC)).isEmpty());
    fixture.untilEmpty();
  }

  @Test
  void everyLeaveWaitsTheFullGracePeriod() {
    comes(Map.of());
    goes();
    pass(GRACE_MILLIS * 7 / 10);
    comes(Map.of());
    goes();
    long left = System.nanoTime();
    fixture.untilEmpty();
    long kept = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - left);
    assertThat(kept).isGreaterThanOrEqualTo(GRACE_MILLIS - 20);
  }

  @Test
  void updateAfterARejoinReplacesTheRefThatClientsKnow() {
    String known = comes(Map.of("status", "online"));
    goes();
    comes(Map.of("status", "online"));
    String updated =
        ClusterWait.get(
            client.onLoop(() -> presence.update(channel, TOPIC, "ada", Map.of("status", "away"))));
    ClusterWait.until(() -> assertThat(watcher.diffs(TOPIC)).hasSize(2));
    JsonNode diff = watcher.diffs(TOPIC).get(1);
    assertThat(diff.at("/leaves/ada/metas/0/phx_ref").textValue()).isEqualTo(known);
    assertThat(diff.at("/joins/ada/metas/0/phx_ref").textValue()).isEqualTo(updated);
    assertThat(watcher.sees(TOPIC).get("ada")).containsExactly(updated);
  }
}
