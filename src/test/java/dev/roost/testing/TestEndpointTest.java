package dev.roost.testing;

import static dev.roost.testing.PayloadMatch.any;
import static dev.roost.testing.PayloadMatch.containing;
import static dev.roost.testing.PayloadMatch.exactly;
import static dev.roost.testing.PayloadMatch.satisfying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roost.channel.CloseCode;
import dev.roost.channel.ConnectInfo;
import dev.roost.channel.ConnectRequest;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.StopReason;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The kit's assertions: passes, failures and their messages. */
class TestEndpointTest {
  private static final Duration SHORT = Duration.ofMillis(20);

  private final List<StopReason> ended = new CopyOnWriteArrayList<>();
  private final TestEndpoint endpoint =
      TestEndpoint.of(
              s ->
                  s.connect(TestEndpointTest::connect)
                      .channel("kit:*", () -> new KitChannel(ended)))
          .timeout(Duration.ofSeconds(20));

  @AfterEach
  void close() {
    endpoint.close();
  }

  private static Future<ConnectResult> connect(ConnectRequest request) {
    if ("no".equals(request.params().get("let"))) {
      return ConnectResult.refuse("of the parameter").now();
    }
    return request.info().userAgent() == null
        ? ConnectResult.accept().id("kit-socket").now()
        : ConnectResult.refuse().now();
  }

  private static ThrowableAssertAlternative<AssertionError> assertFails(ThrowingCallable code) {
    return assertThatExceptionOfType(AssertionError.class).isThrownBy(code);
  }

  // -- Connecting

  @Test
  void connectionIsRefusedWithItsReason() {
    assertThat(endpoint.connecting().param("let", "no").refused()).contains("of the parameter");
    assertThat(endpoint.connecting().info(agent()).refused()).isEmpty();
    assertFails(() -> endpoint.connect(Map.of("let", "no")))
        .withMessage("expected to connect to /socket, was refused: of the parameter");
    assertFails(() -> endpoint.connecting().refused())
        .withMessage("expected to be refused by /socket, was let in");
  }

  private static ConnectInfo agent() {
    return ConnectInfo.NONE.withUserAgent("agent");
  }

  @Test
  void socketIsSelectedByItsPath() {
    endpoint.socket("/other", s -> s.connect(request -> ConnectResult.refuse("other").now()));

    assertThat(endpoint.connecting().path("/other").refused()).contains("other");
    endpoint.connect();
  }

  @Test
  void disconnectedClientIsClosed() {
    TestSocket socket = endpoint.connect();
    socket.refuteClosed();
    endpoint.timeout(SHORT);
    assertFails(() -> socket.assertClosed(CloseCode.GOING_AWAY))
        .withMessage("expected to be closed with 1001, is open");

    endpoint.endpoint().disconnect("kit-socket");

    socket.assertClosed(CloseCode.GOING_AWAY);
    assertFails(() -> socket.assertClosed(CloseCode.SERVICE_RESTART))
        .withMessage("expected to be closed with 1012, was with 1001");
    assertFails(socket::refuteClosed)
        .withMessage("the connection was closed unexpectedly, with 1001");
  }

  // -- Joins and their end

  @Test
  void joinIsAcceptedOrRefused() {
    TestSocket socket = endpoint.connect();

    assertThat(socket.join("kit:a", Map.of("n", 1)).reply().toString()).isEqualTo("{\"n\":1}");
    socket
        .joining("kit:private", Map.of())
        .assertReply("error", exactly(Map.of("reason", "private")));
    socket.joining("none:a", Map.of()).assertReply("error");
  }

  @Test
  void refusedJoinErrorContainsTheReason() {
    endpoint.timeout(SHORT);

    assertFails(() -> endpoint.connect().join("kit:private"))
        .withMessage(
            """
            no reply ok to phx_join on kit:private (ref 1) with any payload
              there is: reply error to 1 on kit:private {"reason":"private"}
                status: expected ok, was error\
            """);
  }

  @Test
  void channelIsLeftClosedOrCrashed() {
    TestSocket socket = endpoint.connect();
    TestChannel left = socket.join("kit:left");
    TestChannel stopped = socket.join("kit:stopped");
    TestChannel crashed = socket.join("kit:crashed");
    socket.join("kit:hung-up");

    left.leave().assertReply("ok");
    left.assertClosed();
    stopped.push("stop");
    stopped.assertClosed();
    crashed.push("no such event");
    crashed.assertCrashed();
    socket.close();

    assertThat(ended)
        .containsExactly(StopReason.LEFT, StopReason.NORMAL, StopReason.ERROR, StopReason.CLOSED);
  }

  // -- Messages

  @Test
  void replyIsAssertedOnce() {
    TestChannel channel = endpoint.connect().join("kit:a");

    TestPush echoed = channel.push("echo", "a string");
    assertThat(echoed.assertReply("ok").toString()).isEqualTo("\"a string\"");
    echoed.refuteReply();
    TestPush again = channel.push("echo");
    again.refuteReply("error", any());
    assertFails(again::refuteReply)
        .withMessage("unexpected reply to echo on kit:a (ref 3): reply ok to 3 on kit:a {}");
    channel.push("silence").refuteReply();
  }

  @Test
  void bytesAreEchoedAsBytes() {
    TestChannel channel = endpoint.connect().join("kit:a");
    byte[] bytes = {0, 1, -1};

    channel.push("echo", bytes).assertReply("ok", exactly(bytes));
    channel.push("push", bytes);
    channel.assertPush("pushed", exactly(bytes));
    channel.push("all", bytes);
    channel.assertPush("said", exactly(bytes));
    channel.assertBroadcast("said", exactly(bytes));
  }

  @Test
  void pushesAreAssertedInAnyOrder() {
    TestChannel channel = endpoint.connect().join("kit:a");

    channel.push("push", Map.of("n", 1));
    channel.push("push", Map.of("n", 2));

    channel.assertPush("pushed", exactly(Map.of("n", 2)));
    assertFails(() -> channel.refutePush("pushed"))
        .withMessage("unexpected push of pushed on kit:a: pushed on kit:a {\"n\":1}");
    channel.assertPush("pushed", satisfying("a small n", p -> p.json().path("n").asInt() < 2));
    channel.refutePush("pushed");
  }

  @Test
  void failureComparesWithTheReceivedMessages() {
    TestChannel channel = endpoint.connect().join("kit:a");
    channel.push("push", Map.of("user", Map.of("name", "Bob"))).refuteReply();
    channel.push("echo");
    endpoint.settle();
    endpoint.timeout(SHORT);

    assertFails(
            () -> channel.assertPush("pushed", containing(Map.of("user", Map.of("name", "Ann")))))
        .withMessage(
            """
            no push of pushed on kit:a with at least {"user":{"name":"Ann"}}
              there is: pushed on kit:a {"user":{"name":"Bob"}}
                $.user.name: expected "Ann", was "Bob"
              also received: reply ok to 3 on kit:a {}\
            """);
    assertFails(() -> channel.assertBroadcast("said"))
        .withMessage("no broadcast of said on kit:a with any payload\n  nothing was received");
  }

  @Test
  void broadcastsReachClientsAndTheTest() {
    TestChannel ann = endpoint.connect().join("kit:a");
    TestChannel bob = endpoint.connect().join("kit:a");

    ann.push("others", Map.of("text", "hi"));

    ann.assertBroadcast("said", exactly(Map.of("text", "hi")));
    bob.assertPush("said", exactly(Map.of("text", "hi")));
    ann.refutePush("said");
    bob.refuteBroadcast("said");
  }

  @Test
  void broadcastFromReachesOnlyClients() {
    TestChannel channel = endpoint.connect().join("kit:a");

    channel.broadcastFrom("said", Map.of("text", "hi"));

    channel.assertPush("said", exactly(Map.of("text", "hi")));
    channel.refuteBroadcast("said", any());
  }

  @Test
  void testSubscribesToAnUnjoinedTopic() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> endpoint.refuteBroadcast("news", "said"));

    endpoint.subscribe("news").endpoint().broadcast("news", "said", Map.of());

    endpoint.assertBroadcast("news", "said");
  }

  // -- Waiting

  @Test
  void refuteWaitsForWorkerThreads() {
    TestChannel channel = endpoint.connect().join("kit:a");
    for (int i = 0; i < 300; i++) {
      channel.push("work");
      assertFails(() -> channel.refutePush("worked"));
      channel.assertPush("worked");
    }
  }

  @Test
  void assertWaitsForTimers() {
    TestChannel channel = endpoint.connect().join("kit:a");

    channel.push("later");

    channel.assertPush("late");
  }

  @Test
  void assertOnTheEventLoopThrows() {
    TestChannel channel = endpoint.connect().join("kit:a");

    Future<?> asserted =
        endpoint
            .vertx()
            .timer(1)
            .map(fired -> channel.push("echo").assertReply("ok"))
            .onSuccess(reply -> ended.add(StopReason.ERROR));

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(asserted::await)
        .withMessageContaining("must not");
  }
}
