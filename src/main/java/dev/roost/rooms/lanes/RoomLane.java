package dev.roost.rooms.lanes;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An event loop that some of the rooms belong to. The turns of one room follow each other; those of
 * different rooms do not wait for each other, although they share the loop.
 */
public final class RoomLane extends VerticleBase {
  /** The latest turn of each room that has any under way. Touched on this lane's loop only. */
  private final Map<String, Future<?>> latest = new HashMap<>();

  /**
   * Does something when all earlier turns of the room are over. From any thread.
   *
   * @param room its topic
   * @param work what takes the time
   * @param announce gets its result on this lane's loop, as part of the turn
   * @return the result, on the caller's context, when the turn is over
   */
  public <T> Future<T> inTurn(String room, Supplier<Future<T>> work, Consumer<? super T> announce) {
    Context caller = vertx.getOrCreateContext();
    Promise<T> told = Promise.promise();
    context.runOnContext(
        onLane ->
            append(room, work, announce)
                .onComplete(result -> caller.runOnContext(back -> told.handle(result))));
    return told.future();
  }

  /** Runs something on this lane's loop, soon. From any thread. */
  public void run(Runnable action) {
    context.runOnContext(onLane -> action.run());
  }

  private <T> Future<T> append(
      String room, Supplier<Future<T>> work, Consumer<? super T> announce) {
    Promise<T> turn = Promise.promise();
    Future<?> before = latest.getOrDefault(room, Future.succeededFuture());
    latest.put(room, turn.future());
    turn.future().onComplete(over -> latest.remove(room, turn.future()));
    before.onComplete(
        over ->
            Future.succeededFuture()
                .compose(now -> work.get())
                // The work may complete on any thread, and what is announced from different
                // threads may arrive in different orders.
                .onComplete(
                    result -> context.runOnContext(onLane -> finish(turn, result, announce))));
    return turn.future();
  }

  private static <T> void finish(
      Promise<T> turn, AsyncResult<T> result, Consumer<? super T> announce) {
    if (result.failed()) {
      turn.fail(result.cause());
      return;
    }
    try {
      announce.accept(result.result());
      turn.complete(result.result());
    } catch (RuntimeException failure) {
      turn.fail(failure);
    }
  }
}
