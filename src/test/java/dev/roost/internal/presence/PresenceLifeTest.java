package dev.roost.internal.presence;

import static dev.roost.internal.presence.PresenceFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.channel.Reply;
import dev.roost.internal.pubsub.ClusterWait;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Presences end with their channels, and topics with their last presence. */
class PresenceLifeTest {
  private final PresenceFixture fixture = new PresenceFixture();
  private final Presence presence = fixture.presence;

  @AfterEach
  void close() {
    fixture.close();
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        end("leaves", (client, presence) -> client.leave(TOPIC)),
        end("crashes", (client, presence) -> client.send(TOPIC, "crash")),
        end("stops", (client, presence) -> client.send(TOPIC, "stop")),
        end("loses its connection", (client, presence) -> client.disconnect()),
        end("is rejoined", (client, presence) -> client.join(TOPIC, new PresentChannel(presence))));
  }

  private static Arguments end(String name, BiConsumer<PresenceClient, Presence> end) {
    return Arguments.of(name, end);
  }

  @ParameterizedTest(name = "a channel that {0}")
  @MethodSource("ends")
  void presencesEndWithTheirChannel(String name, BiConsumer<PresenceClient, Presence> end) {
    PresenceClient watcher = fixture.watcher();
    PresenceClient client = fixture.connect();
    client.join(
        TOPIC,
        new PresentChannel(presence)
            .afterState(
                self -> {
                  presence.track(self, "ada", Map.of());
                  presence.track(self, "device", Map.of());
                  presence.track(self, "another:topic", "ada", Map.of());
                }));
    ClusterWait.until(() -> assertThat(watcher.seesKeys(TOPIC)).contains("ada", "device"));
    end.accept(client, presence);
    ClusterWait.until(() -> assertThat(watcher.seesKeys(TOPIC)).isEmpty());
    fixture.untilEmpty();
  }

  @Test
  void refusedJoinEndsItsPresences() {
    PresenceClient watcher = fixture.watcher();
    fixture
        .connect()
        .join(
            TOPIC,
            new PresentChannel(presence)
                .onJoin(
                    self ->
                        Reply.later(
                            presence
                                .track(self, "ada", Map.of())
                                .map(Reply.error(Map.of("no", 1))))));
    ClusterWait.until(() -> assertThat(watcher.diffs(TOPIC)).hasSize(2));
    assertThat(watcher.seesKeys(TOPIC)).isEmpty();
    fixture.untilEmpty();
  }

  @Test
  void crashedJoinEndsItsPresences() {
    PresenceClient watcher = fixture.watcher();
    fixture
        .connect()
        .join(
            TOPIC,
            new PresentChannel(presence)
                .onJoin(
                    self ->
                        Reply.later(
                            presence
                                .track(self, "ada", Map.of())
                                .compose(tracked -> Future.failedFuture("crash")))));
    ClusterWait.until(() -> assertThat(watcher.diffs(TOPIC)).hasSize(2));
    fixture.untilEmpty();
  }

  @Test
  void disconnectDuringAPendingJoinLeavesNoPresence() {
    PresenceClient client = fixture.connect();
    Promise<Reply> decision = Promise.promise();
    client.join(
        TOPIC,
        new PresentChannel(presence)
            .onJoin(
                self -> {
                  presence.track(self, "ada", Map.of());
                  return Reply.later(decision.future());
                }));
    ClusterWait.until(() -> assertThat(presence.count(TOPIC)).isEqualTo(1));
    client.disconnect();
    fixture.untilEmpty();
    decision.complete(Reply.ok());
    fixture.untilEmpty();
  }

  @Test
  void endedChannelCannotTrack() {
    PresenceClient watcher = fixture.watcher();
    PresenceClient client = fixture.connect();
    CompletableFuture<Future<String>> inTheEnd = new CompletableFuture<>();
    PresentChannel channel =
        client.join(
            TOPIC,
            new PresentChannel(presence)
                .onEnd(self -> inTheEnd.complete(presence.track(self, "ghost", Map.of()))));
    client.leave(TOPIC);
    Future<String> later = client.onLoop(() -> presence.track(channel, "ghost", Map.of()));
    for (Future<String> ghost : List.of(inTheEnd.join(), later)) {
      ClusterWait.until(() -> assertThat(ghost.isComplete()).isTrue());
      assertThat(ghost.cause()).isInstanceOf(IllegalStateException.class);
    }
    fixture.untilEmpty();
    assertThat(watcher.seesKeys(TOPIC)).isEmpty();
  }

  @Test
  void channelThatTrackedAndEndedCannotTrackAgain() {
    PresenceClient client = fixture.connect();
    PresentChannel channel = client.join(TOPIC, new PresentChannel(presence));
    ClusterWait.get(client.onLoop(() -> presence.track(channel, "ada", Map.of())));
    client.disconnect();
    Future<String> again = client.onLoop(() -> presence.track(channel, "ada", Map.of()));
    ClusterWait.until(() -> assertThat(again.isComplete()).isTrue());
    assertThat(again.failed()).isTrue();
    fixture.untilEmpty();
  }

  @Test
  void keyThatLeavesAndRejoinsTakesTwoDiffs() {
    PresenceClient watcher = fixture.watcher();
    PresenceClient client = fixture.connect();
    PresentChannel channel = client.join(TOPIC, new PresentChannel(presence));
    String first = ClusterWait.get(client.onLoop(() -> presence.track(channel, "ada", Map.of())));
    Future<String> back =
        client.onLoop(
            () -> {
              presence.untrack(channel, "ada");
              return presence.track(channel, "ada", Map.of());
            });
    String second = ClusterWait.get(back);
    ClusterWait.until(() -> assertThat(watcher.diffs(TOPIC)).hasSize(3));
    List<JsonNode> diffs = watcher.diffs(TOPIC);
    assertThat(diffs.get(1).at("/joins")).isEmpty();
    assertThat(diffs.get(1).at("/leaves/ada/metas/0/phx_ref").textValue()).isEqualTo(first);
    assertThat(diffs.get(2).at("/joins/ada/metas/0/phx_ref").textValue()).isEqualTo(second);
    assertThat(diffs.get(2).at("/leaves")).isEmpty();
  }

  @Test
  void simultaneousJoinsShareFewDiffs() {
    PresenceFixture calm = new PresenceFixture(new PresenceOptions().diffWindowMillis(200));
    try (calm) {
      PresenceClient watcher = calm.watcher();
      PresenceClient client = calm.connect();
      PresentChannel channel = client.join(TOPIC, new PresentChannel(calm.presence));
      client.onLoop(
          () -> {
            for (int i = 0; i < 50; i++) {
              calm.presence.track(channel, "key" + i, Map.of());
            }
            return null;
          });
      ClusterWait.until(() -> assertThat(watcher.seesKeys(TOPIC)).hasSize(50));
      assertThat(watcher.diffs(TOPIC).size()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void withoutAWindowEachChangeIsSentAtOnce() {
    PresenceFixture eager = new PresenceFixture(new PresenceOptions().diffWindowMillis(0));
    try (eager) {
      PresenceClient watcher = eager.watcher();
      PresenceClient client = eager.connect();
      PresentChannel channel = client.join(TOPIC, new PresentChannel(eager.presence));
      for (int i = 0; i < 20; i++) {
        String key = "key" + i;
        ClusterWait.get(client.onLoop(() -> eager.presence.track(channel, key, Map.of())));
      }
      ClusterWait.until(() -> assertThat(watcher.diffs(TOPIC)).hasSize(20));
      client.disconnect();
      eager.untilEmpty();
    }
  }

  @Test
  void topicOutlivesTheVerticleThatTrackedFirst() {
    CompletableFuture<Context> verticle = new CompletableFuture<>();
    String deployment =
        ClusterWait.get(
            fixture.vertx.deployVerticle(
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    verticle.complete(super.context);
                    return Future.succeededFuture();
                  }
                }));
    PresenceClient first = PresenceClient.connect(fixture.pubSub, verticle.join());
    PresentChannel firstChannel = first.join(TOPIC, new PresentChannel(presence));
    PresenceClient second = fixture.watcher();
    PresentChannel secondChannel = second.join("other", new PresentChannel(presence));
    ClusterWait.get(first.onLoop(() -> presence.track(firstChannel, "ada", Map.of())));
    first.onLoop(() -> presence.track(firstChannel, "eve", Map.of()));
    ClusterWait.get(fixture.vertx.undeploy(deployment));
    ClusterWait.get(second.onLoop(() -> presence.track(secondChannel, TOPIC, "joe", Map.of())));
    ClusterWait.until(
        () -> assertThat(second.seesKeys(TOPIC)).containsExactlyInAnyOrder("ada", "eve", "joe"));
  }

  @Test
  void topicsThatEmptyDuringTheirStartAreRemoved() {
    PresenceClient client = fixture.connect();
    PresentChannel channel = client.join(TOPIC, new PresentChannel(presence));
    for (int i = 0; i < 30; i++) {
      String topic = "topic:" + i;
      client.onLoop(
          () -> {
            presence.track(channel, topic, "ada", Map.of());
            return presence.untrack(channel, topic, "ada");
          });
    }
    fixture.untilEmpty();
  }

  /** Clients track and untrack at few topics, each driven by its own thread. */
  @Test
  void churnLosesAndLeaksNoPresence() {
    List<String> topics = List.of("topic:0", "topic:1", "topic:2");
    List<PresenceClient> watchers = topics.stream().map(this::watcherOf).toList();
    List<PresenceClient> clients = Stream.generate(fixture::connect).limit(6).toList();
    Queue<Future<?>> futures = new ConcurrentLinkedQueue<>();
    CompletableFuture.allOf(
            clients.stream()
                .map(client -> CompletableFuture.runAsync(() -> comeAndGo(client, topics, futures)))
                .toArray(CompletableFuture<?>[]::new))
        .join();
    futures.forEach(future -> ClusterWait.until(() -> assertThat(future.isComplete()).isTrue()));
    for (int i = 0; i < topics.size(); i++) {
      String topic = topics.get(i);
      PresenceClient watcher = watchers.get(i);
      ClusterWait.until(
          () ->
              assertThat(watcher.sees(topic))
                  .isNotEmpty()
                  .isEqualTo(PhoenixJsPresence.refsByKey(presence.list(topic).payload())));
    }
    clients.forEach(PresenceClient::disconnect);
    fixture.untilEmpty();
    for (int i = 0; i < topics.size(); i++) {
      assertThat(watchers.get(i).seesKeys(topics.get(i))).isEmpty();
    }
  }

  private PresenceClient watcherOf(String topic) {
    PresenceClient watcher = fixture.connect();
    watcher.join(topic, new PresentChannel(presence));
    return watcher;
  }

  private void comeAndGo(PresenceClient client, List<String> topics, Queue<Future<?>> futures) {
    Random random = new Random(client.hashCode());
    for (int round = 0; round < 60; round++) {
      String topic = topics.get(round % topics.size());
      String key = "key" + random.nextInt(3);
      int fate = round < 57 ? random.nextInt(5) : 4;
      client.join(
          topic,
          new PresentChannel(presence)
              .afterState(
                  self -> {
                    futures.add(presence.track(self, key, Map.of()));
                    if (fate == 0) {
                      futures.add(presence.update(self, key, Map.of("updated", true)));
                    } else if (fate == 1) {
                      futures.add(presence.untrack(self, key));
                    }
                  }));
      if (fate == 2) {
        client.leave(topic);
      }
    }
  }
}
