package dev.roost.channel;

import static dev.roost.testing.PayloadMatch.exactly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.roost.testing.PayloadMatch;
import dev.roost.testing.TestChannel;
import dev.roost.testing.TestEndpoint;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Channels that register a handler for each event. */
@Timeout(60)
class EventHandlersTest {
  private final List<TestEndpoint> endpoints = new ArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  private record NewMessage(String text, int priority) {}

  /** An exception as a database driver throws it. */
  private static final class CheckedException extends IOException {
    CheckedException() {
      super("not for clients");
    }
  }

  /** Registers the test's handlers. */
  private final class RoomChannel extends Channel {
    private final Promise<Reply> later = Promise.promise();

    RoomChannel(Consumer<RoomChannel> registering) {
      registering.accept(this);
    }

    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    @Override
    public void handleIn(Push push) {
      push.ok("handleIn " + push.event());
    }

    @Override
    public @Nullable Reply onError(Throwable failure) {
      failures.add(failure);
      return failure instanceof CheckedException ? Reply.error("failed") : null;
    }
  }

  private TestChannel joined(Supplier<Channel> factory) {
    TestEndpoint endpoint =
        TestEndpoint.of(s -> s.connect(ConnectHandler.acceptAll()).channel("room", factory))
            .timeout(Duration.ofSeconds(20));
    endpoints.add(endpoint);
    return endpoint.connect().join("room");
  }

  private TestChannel registering(Consumer<RoomChannel> registering) {
    return joined(() -> new RoomChannel(registering));
  }

  @AfterEach
  void close() {
    endpoints.forEach(TestEndpoint::close);
  }

  @Test
  void handlerReceivesTheDecodedPayload() {
    TestChannel room =
        registering(
            it ->
                it.on("new_msg", NewMessage.class, (message, push) -> push.ok(message.text + "!")));
    room.push("new_msg", Map.of("text", "hi", "priority", 1)).assertReply("ok", exactly("hi!"));
  }

  @Test
  void eventsWithoutAHandlerReachHandleIn() {
    TestChannel room =
        registering(it -> it.on("new_msg", NewMessage.class, (message, push) -> push.ok()));
    room.push("other").assertReply("ok", exactly("handleIn other"));
  }

  @Test
  void invalidMembersAreReportedByField() {
    List<NewMessage> handled = new CopyOnWriteArrayList<>();
    TestChannel room =
        registering(
            it -> it.on("new_msg", NewMessage.class, (message, push) -> handled.add(message)));
    room.push("new_msg", Map.of("priority", 1)).assertReply("error", invalid("text", "is missing"));
    room.push("new_msg", Map.of("text", "hi", "priority", "high"))
        .assertReply("error", invalid("priority", "must be an integer"));
    room.push("new_msg", Buffer.buffer("bytes")).assertReply("error", invalid("", "must be JSON"));
    room.push("other").assertReply("ok");
    assertThat(handled).isEmpty();
  }

  private static PayloadMatch invalid(String path, String problem) {
    return exactly(Map.of("reason", "invalid payload", "errors", Map.of(path, problem)));
  }

  @Test
  void handlerWithoutATypeReceivesThePush() {
    TestChannel room =
        registering(
            it -> {
              it.on("ping", push -> push.ok("pong"));
              it.on("upload", push -> push.ok(push.payload().binary().length));
            });
    room.push("ping").assertReply("ok", exactly("pong"));
    room.push("upload", Buffer.buffer("four")).assertReply("ok", exactly(4));
    room.push("upload", Map.of()).assertReply("error", invalid("", "must be binary"));
  }

  @Test
  void handlersReplyNowOrLater() {
    TestChannel room =
        registering(
            it -> {
              it.answer("now", NewMessage.class, (message, push) -> Reply.ok(message.text));
              it.answer("later", Map.class, (any, push) -> Reply.later(it.later.future()));
              it.on(
                  "complete",
                  push -> {
                    it.later.complete(Reply.error("completed"));
                    push.ok();
                  });
            });
    room.push("now", Map.of("text", "hi", "priority", 1)).assertReply("ok", exactly("hi"));
    var later = room.push("later", Map.of());
    room.push("complete").assertReply("ok");
    later.assertReply("error", exactly("completed"));
  }

  @Test
  void nullReplyCrashesTheChannel() {
    TestChannel room = registering(it -> it.answer("find", Map.class, (any, push) -> nothing()));
    room.push("find", Map.of());
    room.assertCrashed();
    assertThat(failures).hasSize(1).first().asString().contains("find was answered with null");
  }

  @SuppressWarnings("NullAway") // Like code without null checks.
  private static Answer nothing() {
    return null;
  }

  @Test
  void checkedExceptionReachesTheErrorHandlersUnwrapped() {
    TestChannel room =
        registering(
            it ->
                it.on(
                    "save",
                    push -> {
                      throw new CheckedException();
                    }));
    room.push("save").assertReply("error", exactly("failed"));
    assertThat(failures).hasSize(1).first().isInstanceOf(CheckedException.class);
  }

  @Test
  void exceptionCrashesTheChannel() {
    TestChannel room =
        registering(
            it ->
                it.on(
                    "save",
                    push -> {
                      throw new IOException("of the test");
                    }));
    room.push("save").refuteReply();
    room.assertCrashed();
  }

  @Test
  void duplicateHandlersAndProtocolEventsAreRefused() {
    RoomChannel channel = new RoomChannel(it -> it.on("ping", Push::ok));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> channel.on("ping", Map.class, (any, push) -> push.ok()))
        .withMessage("the event ping has a handler already: an event has one handler");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> channel.on("phx_leave", Push::ok))
        .withMessage("phx_leave is an event of the protocol");
  }

  @Test
  void handlersAreRegisteredBeforeTheFirstMessage() {
    TestChannel room =
        registering(
            it ->
                it.on(
                    "ping",
                    push -> {
                      assertThatIllegalStateException()
                          .isThrownBy(() -> it.on("late", Push::ok))
                          .withMessage(
                              "register the handler of late in the constructor or in join");
                      push.ok();
                    }));
    room.push("ping").assertReply("ok");
  }

  /** Registers in join, which is the first place with the join's payload. */
  private static final class BlockingRoom extends BlockingChannel {
    @Override
    public Reply join(Join join) {
      on("where", Map.class, (any, push) -> push.ok(Context.isOnEventLoopThread()));
      answer("find", Map.class, (any, push) -> Reply.ok(find()));
      return Reply.ok();
    }

    private static boolean find() throws IOException {
      return Context.isOnEventLoopThread();
    }
  }

  @Test
  void handlersOfABlockingChannelMayBlock() {
    TestChannel room = joined(BlockingRoom::new);
    room.push("where", Map.of()).assertReply("ok", exactly(false));
    room.push("find", Map.of()).assertReply("ok", exactly(false));
  }
}
