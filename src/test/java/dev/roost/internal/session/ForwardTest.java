package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.closed;
import static dev.roost.internal.session.RecordingClient.crashed;
import static dev.roost.internal.session.RecordingClient.joinCrashed;
import static dev.roost.internal.session.RecordingClient.message;
import static dev.roost.internal.session.RecordingClient.ok;
import static dev.roost.internal.session.RecordingClient.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.roost.SocketLimits;
import dev.roost.channel.Forwarding;
import dev.roost.channel.Reply;
import dev.roost.channel.TooManySubscriptionsException;
import dev.roost.internal.pubsub.Subscriptions;
import dev.roost.serializer.Broadcast;
import dev.roost.serializer.Payload;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Channels that forward other topics and broadcast to them. */
class ForwardTest {
  private static final Forwarding RENAMED =
      Forwarding.AS_IS.asTopic("doc:1").asEvent("subscription:data");

  private final SessionFixture fixture = new SessionFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private RecordingClient join(ScriptedChannel channel) {
    RecordingClient client = fixture.only("room:*", () -> channel).connect().joins("room:a", "1");
    client.received();
    return client;
  }

  private static String news(String topic) {
    return "[null,null,\"" + topic + "\",\"news\",{}]";
  }

  @Test
  void clientReceivesBroadcastsUnderTheirOwnTopic() {
    ScriptedChannel channel = new ScriptedChannel();
    RecordingClient client = join(channel);
    fixture.onLoop(() -> channel.relay("posts", Forwarding.AS_IS));
    fixture.broadcasts("posts", "news", "{}");
    assertThat(client.received()).containsExactly(news("posts"));
    assertThat(channel.calls).containsExactly("join:a", "joined");
  }

  @Test
  void forwardingMayRenameTopicAndEvent() {
    ScriptedChannel channel = new ScriptedChannel();
    RecordingClient client = join(channel);
    fixture.onLoop(() -> channel.relay("posts", RENAMED));
    fixture.onLoop(() -> channel.relay("posts", Forwarding.AS_IS.asTopic("mine")));
    fixture.onLoop(() -> channel.relay("posts", Forwarding.AS_IS.asEvent("told")));
    fixture.broadcasts("posts", "news", "{}");
    assertThat(client.received())
        .containsExactlyInAnyOrder(
            "[null,null,\"doc:1\",\"subscription:data\",{}]",
            news("mine"),
            "[null,null,\"posts\",\"told\",{}]");
  }

  @Test
  void binaryBroadcastIsForwardedUnderAnotherName() {
    ScriptedChannel channel = new ScriptedChannel();
    RecordingClient client = join(channel);
    fixture.onLoop(() -> channel.relay("posts", new Forwarding("d", "s")));
    fixture.pubSub().broadcast(new Broadcast("posts", "b", Payload.binary(new byte[] {7})), null);
    assertThat(client.received()).containsExactly("020101" + "64" + "73" + "07");
  }

  @Test
  void nameTooLongForABinaryFrameIsRefusedAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Forwarding.AS_IS.asTopic("é".repeat(128)))
        .withMessageContaining("256 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Forwarding.AS_IS.asEvent("e".repeat(256)));
  }

  @Test
  void forwardingEndsWithUnsubscribeAndWithTheChannel() {
    ScriptedChannel channel = new ScriptedChannel();
    RecordingClient client = join(channel);
    fixture.onLoop(
        () -> {
          channel.relay("posts", Forwarding.AS_IS);
          channel.subscribeTo("posts");
          channel.relay("others", RENAMED);
          channel.unsubscribeFrom("posts");
        });
    fixture.broadcasts("posts", "news", "{}");
    assertThat(client.received()).isEmpty();
    assertThat(Subscriptions.topicsOf(fixture.pubSub()))
        .containsExactlyInAnyOrder("room:a", "others");
    client.sends(message("1", "2", "room:a", "phx_leave"));
    assertThat(client.received()).contains(closed("1", "room:a"));
    assertThat(Subscriptions.topicsOf(fixture.pubSub())).isEmpty();
    fixture.onLoop(() -> channel.relay("posts", Forwarding.AS_IS));
    assertThat(Subscriptions.topicsOf(fixture.pubSub())).isEmpty();
  }

  @Test
  void forwardingRequiresAJoin() {
    ScriptedChannel channel =
        new ScriptedChannel()
            .onJoin(
                (self, join) -> {
                  self.relay("posts", Forwarding.AS_IS);
                  return Reply.ok();
                });
    try (CapturedLog log = new CapturedLog()) {
      RecordingClient client = fixture.only("room:*", () -> channel).connect();
      client.joins("room:a", "1");
      assertThat(client.received()).containsExactly(joinCrashed("1", "room:a"));
      assertThat(log.errors().get(0)).contains("cannot forward before the join is answered");
    }
    assertThat(Subscriptions.topicsOf(fixture.pubSub())).isEmpty();
  }

  @Test
  void interceptsDoNotAffectForwardedTopics() {
    ScriptedChannel channel = new ScriptedChannel().onOut(Set.of("news"), (self, out) -> {});
    RecordingClient client = join(channel);
    fixture.onLoop(() -> channel.relay("posts", Forwarding.AS_IS));
    fixture.broadcasts("posts", "news", "{}");
    assertThat(client.received()).containsExactly(news("posts"));
  }

  @Test
  void broadcastToReachesAllIncludingTheSender() {
    ScriptedChannel sender =
        new ScriptedChannel().onIn((self, push) -> self.sendBroadcastTo("posts", "news", Map.of()));
    RecordingClient one = join(sender);
    ScriptedChannel hearing = new ScriptedChannel();
    join(hearing);
    fixture.onLoop(
        () -> {
          sender.relay("posts", Forwarding.AS_IS);
          hearing.subscribeTo("posts");
        });
    one.sends(message("1", "2", "room:a", "e"));
    assertThat(one.received()).containsExactly(news("posts"));
    assertThat(hearing.calls).endsWith("broadcast:news");
  }

  @Test
  void broadcastFromToSkipsTheSendersSubscriptions() {
    ScriptedChannel sender =
        new ScriptedChannel()
            .onIn((self, push) -> self.sendBroadcastFromTo("posts", "news", Map.of()));
    RecordingClient one = join(sender);
    ScriptedChannel other = new ScriptedChannel();
    RecordingClient two = join(other);
    fixture.onLoop(
        () -> {
          sender.relay("posts", Forwarding.AS_IS);
          sender.subscribeTo("posts");
          other.relay("posts", Forwarding.AS_IS);
        });
    one.sends(message("1", "2", "room:a", "e"));
    assertThat(two.received()).containsExactly(news("posts"));
    assertThat(one.received()).isEmpty();
    assertThat(sender.calls).endsWith("in:e");
  }

  @Test
  void subscriptionsPerChannelAreLimited() {
    fixture.limits(SocketLimits.DEFAULT.withMaxSubscriptions(2));
    ScriptedChannel channel =
        new ScriptedChannel()
            .onIn(
                (self, push) -> {
                  self.subscribeTo("one");
                  self.relay("two", RENAMED);
                  self.unsubscribeFrom("one");
                  self.subscribeTo("three");
                  try {
                    self.subscribeTo("four");
                  } catch (TooManySubscriptionsException expected) {
                    push.reply(Reply.error(Map.of("reason", "too many")));
                  }
                  if (push.event().equals("insist")) {
                    self.relay("four", RENAMED);
                  }
                });
    RecordingClient client = join(channel);
    client.sends(message("1", "2", "room:a", "try"));
    assertThat(client.received())
        .containsExactly(reply("1", "2", "room:a", "error", "{\"reason\":\"too many\"}"));
    assertThat(fixture.metrics().tooManySubscriptions()).isEqualTo(1);
    fixture.onLoop(
        () -> {
          channel.unsubscribeFrom("two");
          channel.unsubscribeFrom("three");
        });
    try (CapturedLog log = new CapturedLog()) {
      client.sends(message("1", "3", "room:a", "insist"));
      assertThat(client.received()).endsWith(crashed("1", "room:a"));
      assertThat(log.errors().get(0)).contains("maxSubscriptionsPerChannel");
    }
    assertThat(fixture.metrics().tooManySubscriptions()).isEqualTo(3);
    assertThat(Subscriptions.topicsOf(fixture.pubSub())).isEmpty();
  }

  @Test
  void interceptsAreReadAfterJoin() {
    ScriptedChannel channel = new ScriptedChannel();
    channel.onJoin(
        (self, join) -> {
          if (join.payload().json().path("quiet").asBoolean()) {
            self.onOut(Set.of("news"), (same, out) -> {});
          }
          return Reply.ok();
        });
    RecordingClient client = fixture.only("room:*", () -> channel).connect();
    client.sends("[\"1\",\"1\",\"room:a\",\"phx_join\",{\"quiet\":true}]");
    assertThat(client.received()).containsExactly(ok("1", "1", "room:a"));
    fixture.broadcasts("room:a", "news", "{}");
    fixture.broadcasts("room:a", "other", "{}");
    assertThat(client.received()).containsExactly("[null,null,\"room:a\",\"other\",{}]");
    assertThat(channel.calls).endsWith("out:news");
  }

  @Test
  void throwingInterceptsCrashTheJoin() {
    ScriptedChannel channel = new ScriptedChannel().onOut(null, (self, out) -> {});
    try (CapturedLog log = new CapturedLog()) {
      RecordingClient client = fixture.only("room:*", () -> channel).connect();
      client.joins("room:a", "1");
      assertThat(client.received()).containsExactly(joinCrashed("1", "room:a"));
      assertThat(log.lines()).hasSize(1);
    }
    assertThat(Subscriptions.topicsOf(fixture.pubSub())).isEmpty();
  }
}
