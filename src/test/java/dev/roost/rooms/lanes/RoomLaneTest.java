package dev.roost.rooms.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class RoomLaneTest {
  private final RoomLane lane = new RoomLane();
  private final List<String> happened = new CopyOnWriteArrayList<>();

  @BeforeEach
  void deploy(Vertx vertx) {
    vertx.deployVerticle(lane).await();
  }

  @Test
  void turnsOfOneRoomRunInOrder() {
    Promise<String> first = Promise.promise();
    Future<String> one = turn("1", first.future());
    Future<String> two = turn("1", Future.succeededFuture("two"));
    Future<String> other = turn("2", Future.succeededFuture("other room"));

    other.await();
    first.complete("one");
    two.await();

    assertThat(one.isComplete()).isTrue();
    assertThat(happened).containsExactly("other room", "one", "two");
  }

  @Test
  void failedTurnDoesNotBlockTheNext() {
    Future<String> refused = turn("1", Future.failedFuture("refused"));
    Future<String> thrown =
        lane.inTurn(
            "1",
            () -> {
              throw new IllegalStateException("thrown");
            },
            happened::add);
    Future<String> unannounced =
        lane.inTurn(
            "1",
            () -> Future.succeededFuture("unannounced"),
            text -> {
              throw new IllegalStateException("cannot announce");
            });
    turn("1", Future.succeededFuture("last")).await();

    assertThat(List.of(refused.cause(), thrown.cause(), unannounced.cause()))
        .extracting(Throwable::getMessage)
        .containsExactly("refused", "thrown", "cannot announce");
    assertThat(happened).containsExactly("last");
  }

  @Test
  void announcementsRunOnOneThread(Vertx vertx) {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Future<Void> last = Future.succeededFuture();
    for (int i = 0; i < 20; i++) {
      last =
          lane.inTurn(
              "1",
              () -> vertx.executeBlocking(() -> null),
              done -> threads.add(Thread.currentThread()));
    }
    last.await();

    assertThat(threads).hasSize(1);
  }

  @Test
  void callerContinuesOnItsOwnContext(Vertx vertx) {
    Promise<Context> told = Promise.promise();
    Promise<Context> asked = Promise.promise();
    vertx.runOnContext(
        start -> {
          asked.complete(Vertx.currentContext());
          turn("1", Future.succeededFuture("x"))
              .onComplete(over -> told.complete(Vertx.currentContext()));
        });

    assertThat(told.future().await()).isSameAs(asked.future().await());
  }

  private Future<String> turn(String room, Future<String> work) {
    return lane.inTurn(room, () -> work, happened::add);
  }
}
