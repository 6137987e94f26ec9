package dev.roost.internal.transport;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One timer for the idle timeouts of many connections. */
@Timeout(30)
class IdleWatchTest {
  private static final long TIMEOUT_MILLIS = 80;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final Set<IdleConnection> idle = ConcurrentHashMap.newKeySet();

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** Unregisters when it is idle. */
  private final class IdleConnection extends IdleWatch.Entry {
    private final IdleWatch watch;

    IdleConnection(IdleWatch watch) {
      this.watch = watch;
    }

    @Override
    void idle() {
      idle.add(this);
      watch.remove(this);
    }
  }

  private void onLoop(Runnable work) {
    loop.submit(work).syncUninterruptibly();
  }

  @Test
  void onlyIdleConnectionsTimeOut() throws Exception {
    IdleWatch watch = new IdleWatch(loop, TIMEOUT_MILLIS);
    List<IdleConnection> all = new ArrayList<>();
    onLoop(
        () -> {
          for (int i = 0; i < 50; i++) {
            IdleConnection silent = new IdleConnection(watch);
            watch.add(silent);
            all.add(silent);
          }
          // Some unregister before, one of them twice.
          for (int i = 0; i < 50; i += 5) {
            watch.remove(all.get(i));
          }
          watch.remove(all.get(0));
        });
    eventually(() -> assertThat(idle).hasSize(40));
    assertThat(idle).doesNotContain(all.get(0), all.get(45));
  }

  @Test
  void activeConnectionDoesNotTimeOut() throws Exception {
    // Long enough for its activity to arrive in time on a slow machine.
    IdleWatch watch = new IdleWatch(loop, 1_000);
    IdleConnection chatty = new IdleConnection(watch);
    IdleConnection silent = new IdleConnection(watch);
    onLoop(
        () -> {
          watch.add(chatty);
          watch.add(silent);
        });
    eventually(
        () -> {
          onLoop(() -> watch.recordActivity(chatty));
          assertThat(idle).contains(silent);
        });
    assertThat(idle).doesNotContain(chatty);
    eventually(() -> assertThat(idle).contains(chatty));
  }

  @Test
  void timeoutOfZeroNeverExpires() {
    IdleWatch watch = new IdleWatch(loop, 0);
    IdleConnection silent = new IdleConnection(watch);
    onLoop(
        () -> {
          watch.add(silent);
          watch.recordActivity(silent);
          watch.remove(silent);
        });
    assertThat(idle).isEmpty();
  }

  @Test
  void shortestTimeoutWorksAndAnEmptyWatchIsReusable() throws Exception {
    IdleWatch watch = new IdleWatch(loop, 1);
    for (int i = 1; i <= 3; i++) {
      int sofar = i;
      onLoop(() -> watch.add(new IdleConnection(watch)));
      eventually(() -> assertThat(idle).hasSize(sofar));
    }
  }
}
