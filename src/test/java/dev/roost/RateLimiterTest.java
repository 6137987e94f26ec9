package dev.roost;

import static dev.roost.testing.PayloadMatch.exactly;

import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.testing.TestChannel;
import dev.roost.testing.TestEndpoint;
import dev.roost.testing.TestPush;
import dev.roost.testing.TestSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handlers behind a {@link RateLimiter}. */
@Timeout(60)
class RateLimiterTest {
  private final AtomicLong clock = new AtomicLong();
  private final TestEndpoint endpoint =
      TestEndpoint.of(s -> s.connect(ConnectHandler.acceptAll()).channel("*", Limited::new))
          .timeout(Duration.ofSeconds(20));

  private record Text(String text) {}

  private final class Limited extends Channel {
    Limited() {
      RateLimiter limiter = new RateLimiter(new Rate(1, 2), clock::get);
      on("say", Text.class, limiter.limit(this::echo));
      on("wave", limiter.limit(push -> push.ok()));
      on("free", Push::ok);
    }

    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    private void echo(Text text, Push push) {
      push.ok(text.text);
    }
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  private static void assertRefused(TestPush push) {
    push.assertReply("error", exactly(Map.of("reason", "too many messages")));
  }

  @Test
  void messagesBeyondTheRateDoNotReachTheHandler() {
    TestChannel room = endpoint.connect().join("a");
    room.push("say", Map.of("text", "hi")).assertReply("ok", exactly("hi"));
    room.push("wave").assertReply("ok");
    assertRefused(room.push("say", Map.of("text", "hi")));
    assertRefused(room.push("wave"));
    room.push("free").assertReply("ok");

    clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    room.push("wave").assertReply("ok");
    assertRefused(room.push("wave"));
  }

  @Test
  void eachChannelHasItsOwnRate() {
    TestSocket socket = endpoint.connect();
    TestChannel one = socket.join("a");
    TestChannel two = socket.join("b");
    one.push("wave").assertReply("ok");
    one.push("wave").assertReply("ok");
    assertRefused(one.push("wave"));
    two.push("wave").assertReply("ok");
  }
}
