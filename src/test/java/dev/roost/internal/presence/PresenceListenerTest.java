package dev.roost.internal.presence;

import static dev.roost.internal.presence.PresenceFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.internal.pubsub.ClusterWait;
import dev.roost.presence.PresenceOptions;
import dev.roost.presence.Presences;
import dev.roost.serializer.Payload;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Presence listeners in server code. */
class PresenceListenerTest {
  private record ReceivedDiff(String topic, Payload diff, Presences presences) {}

  @Test
  void listenerReceivesEveryDiffInOrderWithTheResultingPresences() {
    List<ReceivedDiff> heard = new CopyOnWriteArrayList<>();
    PresenceOptions options =
        new PresenceOptions()
            .diffWindowMillis(1)
            .handleMetas(
                (topic, diff, presences) -> {
                  heard.add(new ReceivedDiff(topic, diff, presences));
                  if (heard.size() % 3 == 0) {
                    throw new IllegalStateException("the listener's own");
                  }
                });
    try (PresenceFixture fixture = new PresenceFixture(options)) {
      PresenceClient watcher = fixture.watcher();
      PresenceClient client = fixture.connect();
      PresentChannel channel = client.join("own", new PresentChannel(fixture.presence));
      for (int i = 0; i < 10; i++) {
        String key = "key" + i % 4;
        int round = i;
        client.onLoop(
            () ->
                switch (round % 3) {
                  case 0 -> fixture.presence.track(channel, TOPIC, key, Map.of());
                  case 1 -> fixture.presence.update(channel, TOPIC, key, Map.of("a", round));
                  default -> fixture.presence.untrack(channel, TOPIC, key);
                });
      }
      client.disconnect();
      fixture.untilEmpty();
      ClusterWait.until(() -> assertThat(watcher.seesKeys(TOPIC)).isEmpty());
      assertThat(heard).isNotEmpty().allMatch(one -> one.topic.equals(TOPIC));
      PhoenixJsPresence follower = new PhoenixJsPresence();
      follower.state(PresenceState.NONE.payload().json());
      for (ReceivedDiff one : heard) {
        follower.diff(one.diff.json());
        assertThat(follower.refsByKey())
            .isEqualTo(PhoenixJsPresence.refsByKey(one.presences.payload()));
      }
      assertThat(heard.get(heard.size() - 1).presences.isEmpty()).isTrue();
    }
  }
}
