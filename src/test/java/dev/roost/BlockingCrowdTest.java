package dev.roost;

import static dev.roost.testing.PayloadMatch.exactly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.channel.BlockingChannel;
import dev.roost.channel.Channel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Join;
import dev.roost.channel.Push;
import dev.roost.channel.Reply;
import dev.roost.testing.TestChannel;
import dev.roost.testing.TestEndpoint;
import dev.roost.testing.TestPush;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thousand clients whose handlers block, as on a database, while the event loop stays free. */
@Timeout(120)
class BlockingCrowdTest {
  private static final int CLIENTS = 1_000;
  private static final int POOL = 8;
  private static final int MESSAGES = 3;

  /** Handlers that run concurrently: all on virtual threads, else one per pool thread. */
  private static final int AT_A_TIME = Runtime.version().feature() >= 21 ? CLIENTS : POOL;

  private final CountDownLatch waiting = new CountDownLatch(AT_A_TIME);
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();

  private final TestEndpoint endpoint =
      TestEndpoint.create(new EndpointOptions().blockingThreads(POOL))
          .socket(
              "/socket",
              s ->
                  s.connect(ConnectHandler.acceptAll())
                      .log(null)
                      .channel("blocking:*", Blocking::new)
                      .channel("plain", Plain::new))
          .timeout(Duration.ofSeconds(30));

  private final class Blocking extends BlockingChannel {
    private int handled;

    Blocking() {
      on("work", this::work);
    }

    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    private void work(Push push) throws InterruptedException {
      if (Context.isOnEventLoopThread()) {
        throw new IllegalStateException("a blocking handler runs on an event loop");
      }
      mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
      waiting.countDown();
      if (!released.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the test did not let the handlers go on");
      }
      running.decrementAndGet();
      push.ok(++handled);
    }
  }

  private static final class Plain extends Channel {
    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }

    @Override
    public void handleIn(Push push) {
      push.ok(Context.isOnEventLoopThread());
    }
  }

  @AfterEach
  void close() {
    released.countDown();
    endpoint.close();
  }

  @Test
  void eventLoopAnswersWhileAllHandlersBlock() throws Exception {
    List<TestChannel> channels = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      channels.add(endpoint.connect().join("blocking:" + i));
    }
    TestChannel plain = endpoint.connect().join("plain");

    List<List<TestPush>> pushes = new ArrayList<>();
    for (TestChannel channel : channels) {
      List<TestPush> ofChannel = new ArrayList<>();
      for (int i = 0; i < MESSAGES; i++) {
        ofChannel.add(channel.push("work"));
      }
      pushes.add(ofChannel);
    }
    assertThat(waiting.await(60, TimeUnit.SECONDS)).as("handlers wait together").isTrue();
    plain.push("ask").assertReply("ok", exactly(true));
    assertThat(running).hasValue(AT_A_TIME);

    released.countDown();
    for (List<TestPush> ofChannel : pushes) {
      for (int i = 0; i < MESSAGES; i++) {
        ofChannel.get(i).assertReply("ok", exactly(i + 1));
      }
    }
    assertThat(mostRunning).hasValue(AT_A_TIME);
  }
}
