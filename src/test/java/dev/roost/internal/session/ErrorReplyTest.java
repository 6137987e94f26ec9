package dev.roost.internal.session;

import static dev.roost.internal.session.RecordingClient.crashed;
import static dev.roost.internal.session.RecordingClient.message;
import static dev.roost.internal.session.RecordingClient.ok;
import static dev.roost.internal.session.RecordingClient.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.Channel;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exceptions that become error replies, and exceptions that crash the channel. */
class ErrorReplyTest {
  private static final String INVALID =
      "{\"reason\":\"invalid payload\",\"errors\":{\"text\":\"is missing\"}}";

  private record NewMessage(String text) {}

  private static final class NotAllowedException extends RuntimeException {
    NotAllowedException() {
      super("not allowed");
    }
  }

  /** Fails as the event names. */
  private static class FailingChannel extends Channel {
    @Override
    public Reply join(Join join) {
      join.payload().decode(NewMessage.class);
      return Reply.ok();
    }

    @Override
    public void handleIn(Push push) {
      switch (push.event()) {
        case "decode" -> push.payload().decode(NewMessage.class);
        case "later" -> push.reply(Future.failedFuture(new NotAllowedException()));
        case "answered" -> {
          push.ok();
          throw new NotAllowedException();
        }
        default -> throw new NotAllowedException();
      }
    }
  }

  private final SessionFixture fixture = new SessionFixture();
  private CapturedLog log;

  @BeforeEach
  void capture() {
    log = new CapturedLog();
  }

  @AfterEach
  void close() {
    log.close();
    fixture.close();
  }

  private static Supervision answering(@Nullable Reply reply) {
    return Supervision.none()
        .withErrors(failure -> failure instanceof NotAllowedException ? reply : null);
  }

  private RecordingClient joined() {
    return joined(new FailingChannel());
  }

  private RecordingClient joined(Channel channel) {
    RecordingClient client = fixture.serve("a", channel).connect();
    client.sends("[\"1\",\"1\",\"a\",\"phx_join\",{\"text\":\"hi\"}]");
    assertThat(client.received()).containsExactly(ok("1", "1", "a"));
    return client;
  }

  @Test
  void invalidPayloadGetsAReplyAndTheChannelContinues() {
    RecordingClient client = joined();
    client.sends(message("1", "2", "a", "decode"));
    client.sends(message("1", "3", "a", "decode"));
    assertThat(client.received())
        .containsExactly(
            reply("1", "2", "a", "error", INVALID), reply("1", "3", "a", "error", INVALID));
    assertThat(log.lines()).isEmpty();
    assertThat(fixture.metrics().answeredErrors()).isEqualTo(2);
    assertThat(fixture.metrics().crashed()).isZero();
  }

  @Test
  void joinWithInvalidParametersIsRefused() {
    RecordingClient client = fixture.serve("a", new FailingChannel()).connect();
    client.sends("[\"1\",\"1\",\"a\",\"phx_join\",{}]");
    assertThat(client.received()).containsExactly(reply("1", "1", "a", "error", INVALID));
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void otherExceptionsCrashWithoutAHandler() {
    RecordingClient client = joined();
    client.sends(message("1", "2", "a", "throw"));
    assertThat(client.received()).containsExactly(crashed("1", "a"));
    assertThat(log.errors()).hasSize(1);
  }

  @Test
  void endpointsErrorHandlerReplies() {
    fixture.supervised(answering(Reply.error(Map.of("reason", "not allowed"))));
    RecordingClient client = joined();
    client.sends(message("1", "2", "a", "throw"));
    client.sends(message("1", "3", "a", "later"));
    String refused = "{\"reason\":\"not allowed\"}";
    assertThat(client.received())
        .containsExactly(
            reply("1", "2", "a", "error", refused), reply("1", "3", "a", "error", refused));
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void channelsErrorHandlerComesFirst() {
    fixture.supervised(answering(Reply.error(Map.of("reason", "not allowed"))));
    RecordingClient client =
        joined(
            new FailingChannel() {
              @Override
              public Reply onError(Throwable failure) {
                return Reply.error(Map.of("reason", "mine"));
              }
            });
    client.sends(message("1", "2", "a", "throw"));
    assertThat(client.received())
        .containsExactly(reply("1", "2", "a", "error", "{\"reason\":\"mine\"}"));
  }

  @Test
  void exceptionAfterAReplyCrashes() {
    fixture.supervised(answering(Reply.error()));
    RecordingClient client = joined();
    client.sends(message("1", "2", "a", "answered"));
    assertThat(client.received()).containsExactly(ok("1", "2", "a"), crashed("1", "a"));
  }

  @Test
  void messageWithoutARefGetsNoReply() {
    RecordingClient client = joined();
    client.sends("[\"1\",null,\"a\",\"decode\",{}]");
    assertThat(client.received()).isEmpty();
    client.sends(message("1", "3", "a", "decode"));
    assertThat(client.received()).containsExactly(reply("1", "3", "a", "error", INVALID));
  }

  @Test
  void failingErrorHandlerCrashesTheChannel() {
    fixture.supervised(
        Supervision.none()
            .withErrors(
                failure -> {
                  throw new IllegalStateException("broken handler");
                }));
    RecordingClient client = joined();
    client.sends(message("1", "2", "a", "throw"));
    assertThat(client.received()).containsExactly(crashed("1", "a"));
    assertThat(log.errors().get(0)).contains("not allowed");
  }
}
