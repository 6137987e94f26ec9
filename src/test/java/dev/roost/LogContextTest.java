package dev.roost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.BlockingChannel;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectResult;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.channel.StopReason;
import dev.roost.testing.TestChannel;
import dev.roost.testing.TestEndpoint;
import dev.roost.testing.TestSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

/** The topic and the socket id in SLF4J's MDC. */
@Timeout(60)
class LogContextTest {
  private final List<TestEndpoint> endpoints = new ArrayList<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();

  private void note(String callback) {
    Map<String, String> context = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());
    seen.add(callback + " " + context.get("roost.topic") + " " + context.get("roost.socket_id"));
  }

  private final class RoomChannel extends Channel {
    @Override
    public Reply join(Join join) {
      note("join");
      return Reply.ok();
    }

    @Override
    public void joined() {
      note("joined");
    }

    @Override
    public void handleIn(Push push) {
      note("handleIn");
      if (push.event().equals("disconnect")) {
        // Ends the connection's other channels while this callback runs.
        endpoints.get(0).endpoint().disconnect("user:1");
        note("after");
      }
      push.ok();
    }

    @Override
    public void terminate(StopReason reason) {
      note("terminate");
    }
  }

  private final class BlockingRoom extends BlockingChannel {
    @Override
    public Reply join(Join join) {
      note("join");
      return Reply.ok();
    }

    @Override
    public void handleIn(Push push) {
      note("handleIn");
      push.ok();
    }

    @Override
    public void terminate(StopReason reason) {
      note("terminate");
    }
  }

  private TestEndpoint endpoint(EndpointOptions options) {
    TestEndpoint endpoint =
        TestEndpoint.create(options)
            .socket(
                "/socket",
                s ->
                    s.connect(request -> ConnectResult.accept().id("user:1").now())
                        .channel("room:*", RoomChannel::new)
                        .channel("blocking:*", BlockingRoom::new))
            .timeout(Duration.ofSeconds(20));
    endpoints.add(endpoint);
    return endpoint;
  }

  @AfterEach
  void close() {
    endpoints.forEach(TestEndpoint::close);
  }

  @Test
  void callbacksHaveTheirTopicAndSocket() {
    TestEndpoint endpoint = endpoint(new EndpointOptions().logContext(true));
    TestSocket socket = endpoint.connect();
    socket.join("room:1").push("ask").assertReply("ok");
    socket.close();
    endpoint.settle();
    assertThat(seen)
        .containsExactly(
            "join room:1 user:1",
            "joined room:1 user:1",
            "handleIn room:1 user:1",
            "terminate room:1 user:1");
    assertNothingLeft(endpoint);
  }

  private void assertNothingLeft(TestEndpoint endpoint) {
    seen.clear();
    endpoint.vertx().getOrCreateContext().runOnContext(go -> note("loop"));
    endpoint.settle();
    assertThat(seen).containsExactly("loop null null");
  }

  @Test
  void blockingCallbacksHaveTheirTopicAndSocket() {
    TestEndpoint endpoint = endpoint(new EndpointOptions().logContext(true).blockingThreads(1));
    TestSocket socket = endpoint.connect();
    socket.join("blocking:1").push("ask").assertReply("ok");
    socket.close();
    endpoint.settle();
    assertThat(seen)
        .containsExactly(
            "join blocking:1 user:1", "handleIn blocking:1 user:1", "terminate blocking:1 user:1");
    assertNothingLeft(endpoint);
  }

  @Test
  void lineBreaksInTopicsAreReplaced() {
    endpoint(new EndpointOptions().logContext(true)).connect().join("room:\n1");
    assertThat(seen).contains("join room: 1 user:1");
  }

  @Test
  void channelThatEndsInsideACallbackKeepsTheCallersContext() {
    TestEndpoint endpoint = endpoint(new EndpointOptions().logContext(true));
    TestSocket socket = endpoint.connect();
    socket.join("room:2");
    TestChannel room = socket.join("room:1");
    seen.clear();
    room.push("disconnect");
    endpoint.settle();
    assertThat(seen)
        .contains("after room:1 user:1", "terminate room:1 user:1", "terminate room:2 user:1");
    assertNothingLeft(endpoint);
  }

  @Test
  void contextIsOffByDefault() {
    endpoint(new EndpointOptions()).connect().join("room:1").push("ask").assertReply("ok");
    assertThat(seen).containsExactly("join null null", "joined null null", "handleIn null null");
  }
}
