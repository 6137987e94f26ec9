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

/** One timer for the silence of many connections. */
@Timeout(30)
class IdleWatchTest {
  private static final long TIMEOUT_MILLIS = 80;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final Set<Silent> idle = ConcurrentHashMap.newKeySet();

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** Leaves when it is told that it was silent. */
  private final class Silent extends IdleWatch.Watched {
    private final IdleWatch watch;

    Silent(IdleWatch watch) {
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
  void eachSilentOneIsFoundAndNoOther() throws Exception {
    IdleWatch watch = new IdleWatch(loop, TIMEOUT_MILLIS);
    List<Silent> all = new ArrayList<>();
    onLoop(
        () -> {
          for (int i = 0; i < 50; i++) {
            Silent silent = new Silent(watch);
            watch.add(silent);
            all.add(silent);
          }
          // Some leave before, one twice.
          for (int i = 0; i < 50; i += 5) {
            watch.remove(all.get(i));
          }
          watch.remove(all.get(0));
        });
    eventually(() -> assertThat(idle).hasSize(40));
    assertThat(idle).doesNotContain(all.get(0), all.get(45));
  }

  @Test
  void whoIsHeardOfIsNotSilent() throws Exception {
    // Long enough for it to be heard of in time however slow the machine is.
    IdleWatch watch = new IdleWatch(loop, 1_000);
    Silent chatty = new Silent(watch);
    Silent silent = new Silent(watch);
    onLoop(
        () -> {
          watch.add(chatty);
          watch.add(silent);
        });
    eventually(
        () -> {
          onLoop(() -> watch.heard(chatty));
          assertThat(idle).contains(silent);
        });
    assertThat(idle).doesNotContain(chatty);
    eventually(() -> assertThat(idle).contains(chatty));
  }

  @Test
  void noTimeoutIsForEver() {
    IdleWatch watch = new IdleWatch(loop, 0);
    Silent silent = new Silent(watch);
    onLoop(
        () -> {
          watch.add(silent);
          watch.heard(silent);
          watch.remove(silent);
        });
    assertThat(idle).isEmpty();
  }

  @Test
  void theShortestTimeoutWorksAndAnEmptyWatchCanBeUsedAgain() throws Exception {
    IdleWatch watch = new IdleWatch(loop, 1);
    for (int i = 1; i <= 3; i++) {
      int sofar = i;
      onLoop(() -> watch.add(new Silent(watch)));
      eventually(() -> assertThat(idle).hasSize(sofar));
    }
  }
}
