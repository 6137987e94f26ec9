package dev.roost.internal.presence;

import static dev.roost.internal.presence.PresenceFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.Reply;
import dev.roost.internal.pubsub.ClusterWait;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import dev.roost.presence.Presences;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Clients on several event loops join, leave and update their presences, and each applies the
 * topic's messages like phoenix.js. For any order of {@code track} and {@code presence_state} in
 * their channels, all of them converge to the list.
 */
class PresenceClientProperties {
  private static final int CLIENTS = 5;

  private static PresenceFixture plain;
  private static PresenceFixture graceful;

  private enum Kind {
    STATE_THEN_TRACK,
    TRACK_THEN_STATE,
    TRACK_AND_WAIT_THEN_STATE,
    ONLY_WATCH,
    UPDATE,
    UNTRACK,
    TRACK,
    LEAVE
  }

  private record Step(int client, Kind kind) {}

  @BeforeContainer
  static void start() {
    plain = new PresenceFixture(new PresenceOptions().diffWindowMillis(1));
    graceful = new PresenceFixture(new PresenceOptions().diffWindowMillis(1).leaveGraceMillis(3));
  }

  @AfterContainer
  static void stop() {
    plain.close();
    graceful.close();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, CLIENTS - 1), Arbitraries.of(Kind.class))
        .as(Step::new)
        .list()
        .ofMinSize(10)
        .ofMaxSize(60);
  }

  @Property(tries = 60)
  void allClientsConvergeToTheList(@ForAll("steps") List<Step> steps) {
    new Room(plain).play(steps);
  }

  @Property(tries = 60)
  void allClientsConvergeWithALeaveGrace(@ForAll("steps") List<Step> steps) {
    new Room(graceful).play(steps);
  }

  /** Clients at one topic. */
  private static final class Room {
    private final PresenceFixture fixture;
    private final List<PresenceClient> clients;
    private final PresentChannel[] channels = new PresentChannel[CLIENTS];
    private final boolean[] tracked = new boolean[CLIENTS];

    Room(PresenceFixture fixture) {
      this.fixture = fixture;
      this.clients = Stream.generate(fixture::connect).limit(CLIENTS).toList();
    }

    void play(List<Step> steps) {
      steps.forEach(this::step);
      ClusterWait.until(() -> assertThat(metasByKey()).isEqualTo(expectedMetasByKey()));
      for (int i = 0; i < CLIENTS; i++) {
        if (channels[i] != null) {
          PresenceClient client = clients.get(i);
          ClusterWait.until(
              () -> {
                assertThat(client.isSynced(TOPIC)).isTrue();
                assertThat(client.sees(TOPIC))
                    .isEqualTo(PhoenixJsPresence.refsByKey(fixture.presence.list(TOPIC).payload()));
              });
        }
      }
      clients.forEach(PresenceClient::disconnect);
      fixture.untilEmpty();
    }

    private void step(Step step) {
      int i = step.client;
      PresenceClient client = clients.get(i);
      PresentChannel channel = channels[i];
      switch (step.kind) {
        case LEAVE -> {
          client.leave(TOPIC);
          channels[i] = null;
          tracked[i] = false;
        }
        case UPDATE, UNTRACK, TRACK -> {
          if (channel != null) {
            client.onLoop(() -> change(step, channel));
            tracked[i] = step.kind == Kind.UPDATE ? tracked[i] : step.kind == Kind.TRACK;
          }
        }
        default -> {
          channels[i] = client.join(TOPIC, channel(step));
          tracked[i] = step.kind != Kind.ONLY_WATCH;
        }
      }
    }

    private Future<?> change(Step step, PresentChannel channel) {
      Presence presence = fixture.presence;
      return switch (step.kind) {
        case UPDATE -> presence.update(channel, key(step.client), Map.of("updated", true));
        case UNTRACK -> presence.untrack(channel, key(step.client));
        default -> presence.track(channel, key(step.client), Map.of());
      };
    }

    private PresentChannel channel(Step step) {
      PresentChannel channel = new PresentChannel(fixture.presence);
      return switch (step.kind) {
        case STATE_THEN_TRACK -> channel.afterState(self -> track(self, step));
        case TRACK_THEN_STATE -> channel.beforeState(self -> track(self, step));
        case TRACK_AND_WAIT_THEN_STATE ->
            channel.onJoin(self -> Reply.later(track(self, step).map(Reply.ok())));
        default -> channel;
      };
    }

    private Future<String> track(PresentChannel channel, Step step) {
      return fixture.presence.track(channel, key(step.client), Map.of());
    }

    private Map<String, Integer> metasByKey() {
      Map<String, Integer> metas = new TreeMap<>();
      Presences list = fixture.presence.list(TOPIC);
      list.keys().forEach(key -> metas.put(key, list.metas(key).size()));
      return metas;
    }

    private Map<String, Integer> expectedMetasByKey() {
      Map<String, Integer> metas = new TreeMap<>();
      for (int i = 0; i < CLIENTS; i++) {
        if (tracked[i]) {
          metas.merge(key(i), 1, Integer::sum);
        }
      }
      return metas;
    }

    /** Two clients share a key. */
    private static String key(int client) {
      return "key" + client / 2;
    }
  }
}
