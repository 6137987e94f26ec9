package dev.roost.internal.endpoint;

import dev.roost.metrics.EventLoopSnapshot;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/** Measures how long the event loops of a Vert.x take to get to a new task. */
final class EventLoops {
  private static final int TIMEOUT_MILLIS = 500;

  private EventLoops() {}

  static Future<List<EventLoopSnapshot>> measure(Vertx vertx) {
    List<Promise<EventLoopSnapshot>> answers = new ArrayList<>();
    List<Runnable> missing = new ArrayList<>();
    for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
      int number = answers.size();
      int pending =
          loop instanceof SingleThreadEventExecutor executor ? executor.pendingTasks() : 0;
      long asked = System.nanoTime();
      Promise<EventLoopSnapshot> answer = Promise.promise();
      answers.add(answer);
      missing.add(
          () ->
              answer.tryComplete(
                  new EventLoopSnapshot(number, pending, System.nanoTime() - asked, true)));
      try {
        loop.execute(
            () ->
                answer.tryComplete(
                    new EventLoopSnapshot(number, pending, System.nanoTime() - asked, false)));
      } catch (RejectedExecutionException shutDown) {
        answer.tryFail(shutDown);
      }
    }
    long timer = vertx.setTimer(TIMEOUT_MILLIS, expired -> missing.forEach(Runnable::run));
    return Future.all(answers.stream().map(Promise::future).toList())
        .map(all -> all.<EventLoopSnapshot>list())
        .onComplete(done -> vertx.cancelTimer(timer));
  }
}
