package dev.roost.internal.session;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.HashSet;
import java.util.Set;

/** The timers of a channel. They are cancelled when the channel ends. */
final class ChannelTimers {
  private final SessionLoop loop;
  private final Set<ScheduledFuture<?>> pending = new HashSet<>();

  ChannelTimers(SessionLoop loop) {
    this.loop = loop;
  }

  void schedule(long millis, Runnable work) {
    ScheduledFuture<?> timer = loop.schedule(millis, work);
    pending.add(timer);
    timer.addListener(done -> pending.remove(timer));
  }

  void cancelAll() {
    Set<ScheduledFuture<?>> all = Set.copyOf(pending);
    pending.clear();
    all.forEach(timer -> timer.cancel(false));
  }
}
