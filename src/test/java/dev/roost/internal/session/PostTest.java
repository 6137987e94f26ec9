package dev.roost.internal.session;

import static dev.roost.internal.pubsub.Eventually.eventually;
import static dev.roost.internal.session.RecordingClient.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.roost.channel.Reply;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages from server code to a channel, and work on other threads. */
class PostTest {
  private final SessionFixture fixture = new SessionFixture();
  private final List<Object> heard = new CopyOnWriteArrayList<>();
  private final ScriptedChannel channel =
      new ScriptedChannel().onInfo((self, message) -> heard.add(message));

  @AfterEach
  void close() {
    fixture.close();
  }

  private RecordingClient join() {
    return fixture.serve("a", channel).connect().joins("a", "1");
  }

  /** A message of a thread. */
  private record Numbered(int thread, int number) {}

  @Test
  void postsOfEachThreadArriveInOrder() throws Exception {
    join();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int thread = t;
      threads.add(
          new Thread(
              () -> {
                for (int n = 0; n < 200; n++) {
                  channel.post(new Numbered(thread, n));
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    fixture.settle();
    assertThat(heard).hasSize(800);
    for (int t = 0; t < 4; t++) {
      int thread = t;
      assertThat(heard.stream().map(Numbered.class::cast).filter(n -> n.thread() == thread))
          .extracting(Numbered::number)
          .isSorted();
    }
  }

  @Test
  void postInsideACallbackIsHandledAfterIt() {
    channel.onIn(
        (self, push) -> {
          self.post("later");
          self.calls.add("still in the callback");
        });
    join().sends(message("1", "2", "a", "e"));
    fixture.settle();
    assertThat(channel.calls).endsWith("in:e", "still in the callback", "info:later");
  }

  @Test
  void postWaitsForTheJoin() {
    Promise<Reply> decision = Promise.promise();
    channel.onJoin((self, request) -> Reply.later(decision.future()));
    join();
    channel.post("early");
    fixture.settle();
    assertThat(heard).isEmpty();
    decision.complete(Reply.ok());
    fixture.settle();
    assertThat(channel.calls).containsExactly("join:", "joined", "info:early");
  }

  @Test
  void postToARefusedOrEndedChannelIsDropped() {
    Promise<Reply> decision = Promise.promise();
    channel.onJoin((self, request) -> Reply.later(decision.future()));
    RecordingClient client = join();
    channel.post("early");
    decision.complete(Reply.error());
    fixture.settle();
    channel.post("late");
    client.disconnects();
    channel.post("later");
    fixture.settle();
    assertThat(heard).isEmpty();
  }

  @Test
  void postToAStoppedServerIsDropped() {
    join();
    fixture.close();
    channel.post("too late");
    assertThat(heard).isEmpty();
  }

  @Test
  void postToAnUnjoinedChannelThrows() {
    assertThatIllegalStateException().isThrownBy(() -> new ScriptedChannel().post("x"));
  }

  @Test
  void delayedPostArrives() throws Exception {
    join();
    long before = System.nanoTime();
    fixture.onLoop(
        () -> {
          channel.postLater(30, "second");
          channel.postLater(1, "first");
        });
    eventually(() -> assertThat(heard).containsExactly("first", "second"));
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(30_000_000);
  }

  @Test
  void delayedPostToAnEndedChannelIsDropped() throws Exception {
    RecordingClient client = join();
    fixture.onLoop(() -> channel.postLater(20, "never"));
    client.sends(message("1", "2", "a", "phx_leave"));
    afterMillis(40);
    assertThat(heard).isEmpty();
  }

  @Test
  void delayedPostInARefusedJoinIsDropped() throws Exception {
    channel.onJoin(
        (self, request) -> {
          self.postLater(20, "never");
          return Reply.error();
        });
    join();
    afterMillis(40);
    assertThat(heard).isEmpty();
  }

  // Runs on the event loop of the timers that must not fire, and after them.
  private void afterMillis(long millis) throws Exception {
    List<String> fired = new CopyOnWriteArrayList<>();
    fixture.onLoop(() -> fixture.loop().schedule(millis, () -> fired.add("now")));
    eventually(() -> assertThat(fired).isNotEmpty());
  }

  @Test
  void executeBlockingCompletesOnTheEventLoop() throws Exception {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    List<Boolean> inContext = new CopyOnWriteArrayList<>();
    channel.onIn(
        (self, push) -> {
          threads.add(Thread.currentThread());
          self.block(
                  () -> {
                    threads.add(Thread.currentThread());
                    return "done";
                  })
              .onComplete(
                  result -> {
                    threads.add(Thread.currentThread());
                    inContext.add(Vertx.currentContext() != null);
                    self.sendPush("result", java.util.Map.of("is", result.result()));
                  });
        });
    RecordingClient client = join();
    client.received();
    client.sends(message("1", "2", "a", "e"));
    eventually(() -> assertThat(threads).hasSize(3));
    assertThat(threads.get(2)).isSameAs(threads.get(0));
    assertThat(threads.get(1)).isNotSameAs(threads.get(0));
    assertThat(client.received())
        .containsExactly("[\"1\",null,\"a\",\"result\",{\"is\":\"done\"}]");
    assertThat(inContext).containsExactly(true);
  }

  @Test
  void callbacksRunInTheVertxContext() throws Exception {
    List<Boolean> inContext = new CopyOnWriteArrayList<>();
    Runnable note = () -> inContext.add(Vertx.currentContext() != null);
    channel
        .onJoin(
            (self, request) -> {
              note.run();
              return Reply.ok();
            })
        .onJoined(note)
        .onIn((self, push) -> note.run())
        .onInfo((self, message) -> note.run())
        .onTerminate((self, reason) -> note.run());
    RecordingClient client = join().sends(message("1", "2", "a", "e"));
    channel.post("x");
    fixture.onLoop(() -> channel.postLater(0, "y"));
    eventually(() -> assertThat(inContext).hasSize(5));
    client.disconnects();
    eventually(() -> assertThat(inContext).hasSize(6));
    assertThat(inContext).containsOnly(true);
  }
}
