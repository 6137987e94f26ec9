package dev.roost;

import static dev.roost.testing.PayloadMatch.exactly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.presence.Presence;
import dev.roost.presence.PresenceOptions;
import dev.roost.pubsub.History;
import dev.roost.testing.TestChannel;
import dev.roost.testing.TestEndpoint;
import dev.roost.testing.TestSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A channel's access to endpoint and presence, and channels without a subscription. */
class ChannelAccessTest {
  private final TestEndpoint test =
      TestEndpoint.create(new EndpointOptions().secretKeyBase("s".repeat(64)));

  @AfterEach
  void close() {
    test.close();
  }

  /** Makes the call that the client names. */
  private static final class AccessingChannel extends Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    @Override
    public void handleIn(Push push) {
      switch (push.event()) {
        case "announce" -> endpoint().broadcast("news", "announced", push.payload());
        case "announce here" -> endpoint().localBroadcast("news", "announced", push.payload());
        case "broadcast" -> broadcast("told", push.payload());
        case "broadcast to" ->
            broadcastTo(push.payload().json().get("topic").textValue(), "told", push.payload());
        case "token" ->
            push.reply(Reply.ok(Map.of("token", endpoint().tokens("reaching").sign("ada"))));
        case "disconnect" -> endpoint().disconnect("user:eve");
        case "track" ->
            presence()
                .trackOrUpdate("ada", push.payload())
                .onSuccess(ref -> push("presence_state", presence().list()));
        case "untrack" -> presence().untrack("ada").onSuccess(done -> push.ok());
        case "enter" -> {
          presence().enter();
          push.reply(Reply.ok(Map.of("count", presence().count())));
        }
        default -> push.ok();
      }
    }
  }

  private TestSocket connect() {
    return test.connect();
  }

  private static void addTo(SocketMount socket) {
    socket.connect(ConnectHandler.acceptAll()).channel("room:*", AccessingChannel::new);
  }

  @Test
  void channelBroadcastsToAnyTopicThroughItsEndpoint() {
    test.socket("/socket", ChannelAccessTest::addTo).subscribe("news");
    TestChannel channel = connect().join("room:1");
    channel.push("announce", Map.of("n", 1));
    test.assertBroadcast("news", "announced", exactly(Map.of("n", 1)));
    channel.push("announce here", Map.of("n", 2));
    test.assertBroadcast("news", "announced", exactly(Map.of("n", 2)));
    channel.push("broadcast to", Map.of("topic", "news"));
    test.assertBroadcast("news", "told");
  }

  @Test
  void channelSignsTokensAndDisconnectsUsers() {
    test.socket("/socket", ChannelAccessTest::addTo)
        .socket(
            "/eve",
            socket -> socket.connect(request -> ConnectResult.accept().id("user:eve").now()));
    TestSocket eve = test.connecting().path("/eve").accepted();
    TestChannel channel = test.connecting().path("/socket").accepted().join("room:1");
    String token = channel.push("token").assertReply("ok").json().path("token").textValue();
    assertThat(test.endpoint().tokens("reaching").verify(token).data()).hasToString("\"ada\"");
    channel.push("disconnect");
    eve.assertClosed(1001);
  }

  @Test
  void channelTracksItsPresence() {
    Presence presence = test.endpoint().presence(new PresenceOptions());
    test.socket(
        "/socket",
        socket -> {
          addTo(socket);
          socket.presence(presence);
        });
    TestChannel channel = connect().join("room:1");
    channel.push("track", Map.of("mood", "good"));
    channel.assertPush("presence_state");
    assertThat(channel.assertPush("presence_diff").json().path("joins").has("ada")).isTrue();
    channel.push("track", Map.of("mood", "better"));
    assertThat(channel.assertPush("presence_state").json().path("ada").path("metas")).hasSize(1);
    assertThat(presence.getByKey("room:1", "ada").get(0).json().path("mood").textValue())
        .isEqualTo("better");
    channel.push("enter").assertReply("ok", exactly(Map.of("count", 2)));
    channel.push("untrack").assertReply("ok");
    assertThat(presence.list("room:1").isEmpty()).isTrue();
  }

  @Test
  void missingPresenceErrorNamesTheOption() {
    test.socket("/socket", ChannelAccessTest::addTo);
    TestChannel channel = connect().join("room:1");
    assertThatThrownBy(
            () -> {
              channel.push("track", Map.of());
              channel.assertPush("presence_state");
            })
        .isInstanceOf(AssertionError.class)
        .hasStackTraceContaining("the socket at /socket has no presence, see SocketMount.presence");
  }

  // -- Without a subscription

  private static void addUnsubscribed(SocketMount socket) {
    socket
        .connect(ConnectHandler.acceptAll())
        .channel("room:*", AccessingChannel::new, new ChannelOptions().subscribe(false))
        .channel("lobby", AccessingChannel::new);
  }

  @Test
  void channelWithoutASubscriptionPushesAndReplies() {
    test.socket("/socket", ChannelAccessTest::addUnsubscribed);
    TestChannel channel = connect().join("room:1");
    channel.push("anything").assertReply("ok");
    channel.leave().assertReply("ok");
    channel.assertClosed();
  }

  @Test
  void broadcastToAnUnsubscribedTopicIsRefusedWithTheReason() {
    test.socket("/socket", ChannelAccessTest::addUnsubscribed);
    Endpoint endpoint = test.endpoint();
    assertThatIllegalStateException()
        .isThrownBy(() -> endpoint.broadcast("room:1", "e", Map.of()))
        .withMessageContaining("room:1")
        .withMessageContaining("\"room:*\"")
        .withMessageContaining("ChannelOptions.subscribe");
    assertThatIllegalStateException()
        .isThrownBy(() -> endpoint.localBroadcast("room:1", "e", Map.of()));
    endpoint.broadcast("lobby", "e", Map.of());
    endpoint.broadcast("elsewhere", "e", Map.of());
    TestSocket client = connect();
    for (String event : new String[] {"broadcast", "broadcast to"}) {
      TestChannel channel = client.join("room:1");
      assertThatThrownBy(
              () -> {
                channel.push(event, Map.of("topic", "room:2"));
                channel.assertClosed();
              })
          .isInstanceOf(AssertionError.class)
          .hasStackTraceContaining("ChannelOptions.subscribe");
    }
  }

  @Test
  void topicThatAnotherSocketSubscribesToAcceptsBroadcasts() {
    test.socket("/quiet", ChannelAccessTest::addUnsubscribed)
        .socket("/loud", ChannelAccessTest::addTo);
    TestChannel quiet = test.connecting().path("/quiet").accepted().join("room:1");
    TestChannel loud = test.connecting().path("/loud").accepted().join("room:1");
    test.endpoint().broadcast("room:1", "e", Map.of());
    loud.assertPush("e");
    quiet.refutePush("e");
  }

  @Test
  void socketIdMayMatchATopicWithoutASubscription() {
    test.socket(
        "/socket",
        socket ->
            socket
                .connect(request -> ConnectResult.accept().id("user:ada").now())
                .channel("*", AccessingChannel::new, new ChannelOptions().subscribe(false)));
    TestSocket client = connect();
    test.endpoint().disconnect("user:ada");
    client.assertClosed(1001);
  }

  @Test
  void historyNeedsASubscription() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                test.socket(
                    "/socket",
                    socket ->
                        socket.channel(
                            "room:*",
                            AccessingChannel::new,
                            new ChannelOptions()
                                .history(History.of(1, Duration.ofMinutes(1)))
                                .subscribe(false))));
  }
}
