package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.closed;
import static dev.roost.internal.session.RecordingClient.joinCrashed;
import static dev.roost.internal.session.RecordingClient.message;
import static dev.roost.internal.session.RecordingClient.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.Reply;
import dev.roost.internal.pubsub.Subscriptions;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Broadcasts to a channel's own topic, intercepted ones, and those of other topics. */
class TopicsTest {
  private final SessionFixture fixture = new SessionFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static String news(String topic) {
    return "[null,null,\"" + topic + "\",\"news\",{}]";
  }

  /** Connects a client to this channel. */
  private RecordingClient connect(ScriptedChannel channel) {
    return fixture.only("room:*", () -> channel).connect().joins("room:a", "1");
  }

  private RecordingClient join(ScriptedChannel channel) {
    RecordingClient client = connect(channel);
    client.received();
    return client;
  }

  @Test
  void broadcastReachesAllIncludingItsSenderBeforeTheReply() {
    ScriptedChannel sender =
        new ScriptedChannel()
            .onIn(
                (self, push) -> {
                  self.sendBroadcast("news", Map.of());
                  push.ok();
                });
    RecordingClient one = join(sender);
    RecordingClient two = join(new ScriptedChannel());
    one.sends(message("1", "2", "room:a", "e"));
    assertThat(one.received()).containsExactly(news("room:a"), ok("1", "2", "room:a"));
    assertThat(two.received()).containsExactly(news("room:a"));
  }

  @Test
  void broadcastFromSkipsOnlyTheSender() {
    ScriptedChannel sender =
        new ScriptedChannel().onIn((self, push) -> self.sendBroadcastFrom("news", Map.of()));
    RecordingClient one = join(sender);
    RecordingClient two = join(new ScriptedChannel());
    one.sends(message("1", "2", "room:a", "e"));
    assertThat(one.received()).isEmpty();
    assertThat(two.received()).containsExactly(news("room:a"));
  }

  @Test
  void leftChannelReceivesNoBroadcasts() {
    RecordingClient client = join(new ScriptedChannel());
    client.sends(message("1", "2", "room:a", "phx_leave"));
    client.received();
    fixture.broadcasts("room:a", "news", "{}");
    assertThat(client.received()).isEmpty();
    assertThat(Subscriptions.topicsOf(fixture.pubSub())).isEmpty();
  }

  @Test
  void payloadIsRelayedUnchanged() {
    RecordingClient client =
        join(
            new ScriptedChannel().onIn((self, push) -> self.sendBroadcast("news", push.payload())));
    client.sends(
        "[\"1\",\"2\",\"room:a\",\"e\",{ \"n\" : 1.0e5, \"s\":\"\\u00e9 \\ud83d\\ude00\"}]");
    assertThat(client.received())
        .containsExactly(
            "[null,null,\"room:a\",\"news\",{\"n\":1.0e5,\"s\":\"\\u00e9 \\ud83d\\ude00\"}]");
  }

  @Test
  void sendingBeforeTheJoinReplyThrows() {
    List<BiConsumer<ScriptedChannel, Map<String, ?>>> tooEarly =
        List.of(
            (self, payload) -> self.sendBroadcast("news", payload),
            (self, payload) -> self.sendBroadcastFrom("news", payload),
            (self, payload) -> self.sendPush("news", payload));
    for (BiConsumer<ScriptedChannel, Map<String, ?>> action : tooEarly) {
      ScriptedChannel channel =
          new ScriptedChannel()
              .onJoin(
                  (self, join) -> {
                    action.accept(self, Map.of());
                    return Reply.ok();
                  });
      try (CapturedLog log = new CapturedLog()) {
        RecordingClient client = connect(channel);
        assertThat(client.received()).containsExactly(joinCrashed("1", "room:a"));
        assertThat(log.lines()).hasSize(1);
        assertThat(log.errors().get(0)).contains("before the join is answered");
      }
    }
  }

  @Test
  void joinedMaySend() {
    ScriptedChannel channel = new ScriptedChannel();
    channel.onJoined(
        () -> {
          channel.sendPush("mine", Map.of());
          channel.sendBroadcast("news", Map.of());
        });
    RecordingClient client = connect(channel);
    assertThat(client.received())
        .containsExactly(
            ok("1", "1", "room:a"), message("1", null, "room:a", "mine"), news("room:a"));
  }

  @Test
  void handleOutPushesByDefaultWithTheJoinRef() {
    RecordingClient client =
        join(
            new ScriptedChannel()
                .onOut(Set.of("news"), (self, b) -> self.sendPush("news", b.payload())));
    fixture.broadcasts("room:a", "news", "{}");
    fixture.broadcasts("room:a", "other", "{}");
    assertThat(client.received())
        .containsExactlyInAnyOrder(
            message("1", null, "room:a", "news"), "[null,null,\"room:a\",\"other\",{}]");
  }

  @Test
  void handleOutPushesUnlessOverridden() {
    RecordingClient client = fixture.only("room:*", Intercepting::new).connect();
    client.joins("room:a", "1").received();
    fixture.broadcasts("room:a", "news", "{ \"a\": 1 }");
    assertThat(client.received()).containsExactly("[\"1\",null,\"room:a\",\"news\",{\"a\":1}]");
  }

  /** Overrides only the abstract methods. */
  private static final class Intercepting extends dev.roost.channel.Channel {
    @Override
    public Reply join(dev.roost.channel.Join join) {
      return Reply.ok();
    }

    @Override
    public Set<String> intercepts() {
      return Set.of("news");
    }
  }

  @Test
  void handleOutMayChangeOrDropAnEvent() {
    RecordingClient changed =
        join(
            new ScriptedChannel()
                .onOut(Set.of("news"), (self, b) -> self.sendPush("news", Map.of("for", "me"))));
    RecordingClient dropped = join(new ScriptedChannel().onOut(Set.of("news"), (self, b) -> {}));
    RecordingClient plain = join(new ScriptedChannel());
    fixture.broadcasts("room:a", "news", "{}");
    assertThat(changed.received())
        .containsExactly("[\"1\",null,\"room:a\",\"news\",{\"for\":\"me\"}]");
    assertThat(dropped.received()).isEmpty();
    assertThat(plain.received()).containsExactly(news("room:a"));
  }

  @Test
  void ownInterceptedBroadcastIsHandledAfterTheCallback() {
    ScriptedChannel channel =
        new ScriptedChannel()
            .onOut(Set.of("news"), (self, b) -> self.sendPush("news", b.payload()))
            .onIn(
                (self, push) -> {
                  self.sendBroadcast("news", Map.of());
                  push.ok();
                  self.calls.add("still in the callback");
                });
    RecordingClient client = join(channel);
    client.sends(message("1", "2", "room:a", "e"));
    assertThat(client.received())
        .containsExactly(ok("1", "2", "room:a"), message("1", null, "room:a", "news"));
    assertThat(channel.calls).endsWith("in:e", "still in the callback", "out:news");
  }

  @Test
  void broadcastsOfOtherTopicsReachHandleBroadcast() {
    List<Broadcast> heard = new CopyOnWriteArrayList<>();
    ScriptedChannel channel =
        new ScriptedChannel()
            .onJoin(
                (self, join) -> {
                  self.subscribeTo("elsewhere");
                  return Reply.ok();
                })
            .onBroadcast((self, broadcast) -> heard.add(broadcast));
    RecordingClient client = join(channel);
    fixture.broadcasts("elsewhere", "news", "{\"a\":1}");
    assertThat(client.received()).isEmpty();
    assertThat(heard).hasSize(1);
    assertThat(heard.get(0).topic()).isEqualTo("elsewhere");
    assertThat(heard.get(0).payload()).hasToString("{\"a\":1}");

    fixture.onLoop(() -> channel.unsubscribeFrom("elsewhere"));
    fixture.broadcasts("elsewhere", "news", "{}");
    fixture.settle();
    assertThat(heard).hasSize(1);
  }

  @Test
  void twoSubscriptionsReceiveTwiceAndUnsubscribeEndsBoth() {
    ScriptedChannel channel = new ScriptedChannel();
    join(channel);
    fixture.onLoop(
        () -> {
          channel.subscribeTo("elsewhere");
          channel.subscribeTo("elsewhere");
        });
    fixture.broadcasts("elsewhere", "news", "{}");
    fixture.settle();
    assertThat(channel.calls).endsWith("joined", "broadcast:news", "broadcast:news");
    fixture.onLoop(() -> channel.unsubscribeFrom("elsewhere"));
    assertThat(Subscriptions.topicsOf(fixture.pubSub())).containsExactly("room:a");
    fixture.onLoop(() -> channel.unsubscribeFrom("elsewhere"));
  }

  @Test
  void subscriptionsEndWithTheChannel() {
    ScriptedChannel channel = new ScriptedChannel();
    RecordingClient client = join(channel);
    fixture.onLoop(() -> channel.subscribeTo("elsewhere"));
    client.sends(message("1", "2", "room:a", "phx_leave"));
    assertThat(client.received()).contains(closed("1", "room:a"));
    assertThat(Subscriptions.topicsOf(fixture.pubSub())).isEmpty();
    fixture.onLoop(() -> channel.subscribeTo("elsewhere"));
    assertThat(Subscriptions.topicsOf(fixture.pubSub())).isEmpty();
  }

  @Test
  void broadcastOfANonObjectCrashesOnlyItsSender() {
    ScriptedChannel sender =
        new ScriptedChannel().onIn((self, push) -> self.sendBroadcast("news", List.of(1)));
    RecordingClient one = join(sender);
    RecordingClient two = join(new ScriptedChannel());
    try (CapturedLog log = new CapturedLog()) {
      one.sends(message("1", "2", "room:a", "e"));
      assertThat(one.received()).containsExactly(RecordingClient.crashed("1", "room:a"));
      assertThat(log.lines()).hasSize(1);
    }
    assertThat(two.received()).isEmpty();
  }

  @Test
  void binaryBroadcastReachesOnlyVersion2() {
    RecordingClient two = join(new ScriptedChannel());
    RecordingClient one = fixture.only("room:*", ScriptedChannel::new).connect("1.0.0", null);
    one.sends("{\"topic\":\"room:a\",\"event\":\"phx_join\",\"ref\":\"1\",\"payload\":{}}");
    one.received();
    fixture.pubSub().broadcast(new Broadcast("room:a", "b", Payload.binary(new byte[] {7})), null);
    assertThat(two.received()).containsExactly("020601" + "726f6f6d3a61" + "62" + "07");
    assertThat(one.received()).isEmpty();
    fixture.broadcasts("room:a", "news", "{}");
    assertThat(one.received())
        .containsExactly("{\"topic\":\"room:a\",\"ref\":null,\"payload\":{},\"event\":\"news\"}");
  }

  @Test
  void clientReceivesSeveralTopics() {
    fixture.route("room:*", ScriptedChannel::new);
    RecordingClient client = fixture.connect().joins("room:a", "1").joins("room:b", "2");
    client.received();
    fixture.broadcasts("room:a", "news", "{}");
    fixture.broadcasts("room:b", "news", "{}");
    fixture.broadcasts("room:c", "news", "{}");
    assertThat(client.received()).containsExactly(news("room:a"), news("room:b"));
  }
}
