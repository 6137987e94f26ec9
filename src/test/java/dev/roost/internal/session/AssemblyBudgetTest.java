package dev.roost.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.roost.internal.session.AssemblyBudget.Assembly;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The memory budget of partially received messages, and the choice of which to close. */
@Timeout(60)
class AssemblyBudgetTest {
  private static final long MAX = 1_000_000;

  private final AssemblyBudget budget = new AssemblyBudget(MAX);
  private final List<String> ended = new ArrayList<>();

  /** The event loop's tasks, which the test runs. */
  private final Queue<Runnable> loop = new ArrayDeque<>();

  private Assembly open(String name) {
    return budget.open(loop::add, () -> ended.add(name));
  }

  private void runLoop() {
    while (!loop.isEmpty()) {
      loop.remove().run();
    }
  }

  @Test
  void releasedBytesAreAvailableAgain() {
    Assembly assembly = open("a");
    for (int i = 0; i < 10; i++) {
      assembly.hold(MAX);
      assertThat(budget.bytes()).isEqualTo(MAX);
      assembly.hold(0);
    }
    assertThat(budget.bytes()).isZero();
    assertThat(loop).isEmpty();
  }

  @Test
  void newestLargeAssemblyIsClosed() {
    Assembly old = open("old");
    old.hold(400_000);
    Assembly newer = open("newer");
    newer.hold(400_000);
    Assembly small = open("small");
    small.hold(100_000);
    assertThat(loop).isEmpty();
    small.hold(200_001);
    runLoop();
    assertThat(ended).containsExactly("newer");
    assertThat(budget.bytes()).isEqualTo(600_001);
    assertThat(newer.held()).isZero();
  }

  @Test
  void closingAssemblyIsClosedOnceAndNoOtherIsClosed() {
    Assembly old = open("old");
    old.hold(500_000);
    Assembly newer = open("newer");
    newer.hold(500_001);
    old.hold(500_100);
    old.hold(500_200);
    assertThat(loop).hasSize(1);
    runLoop();
    assertThat(ended).containsExactly("newer");
    assertThat(budget.bytes()).isEqualTo(500_200);
  }

  @Test
  void withoutALargeAssemblyTheGrowingOneIsClosed() {
    for (int i = 0; i < 2_000; i++) {
      open("small " + i).hold(500);
    }
    assertThat(loop).isEmpty();
    open("one more").hold(1);
    runLoop();
    assertThat(ended).containsExactly("one more");
    assertThat(budget.bytes()).isEqualTo(MAX);
  }

  @Test
  void assemblyLargerThanTheBudgetIsClosed() {
    Assembly assembly = open("a");
    assembly.hold(MAX + 1);
    runLoop();
    assertThat(ended).containsExactly("a");
    assertThat(budget.bytes()).isZero();
  }

  @Test
  void stoppedEventLoopReleasesItsReservation() {
    Assembly stopped =
        budget.open(
            work -> {
              throw new RejectedExecutionException();
            },
            () -> ended.add("stopped"));
    stopped.hold(MAX + 1);
    stopped.hold(0);
    Assembly next = open("next");
    next.hold(MAX);
    assertThat(loop).isEmpty();
    next.hold(MAX + 1);
    runLoop();
    assertThat(ended).containsExactly("next");
  }

  @RepeatedTest(20)
  void budgetHoldsUnderConcurrentUse() throws Exception {
    AtomicInteger ends = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    List<Queue<Runnable>> loops = new ArrayList<>();
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    for (int t = 0; t < 4; t++) {
      Queue<Runnable> ownLoop = new ConcurrentLinkedQueue<>();
      loops.add(ownLoop);
      Thread thread =
          new Thread(
              () -> {
                List<Assembly> own = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                  own.add(budget.open(ownLoop::add, ends::incrementAndGet));
                }
                try {
                  start.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int i = 0; i < 2_000; i++) {
                  own.get(i % own.size()).hold(i % 100_000 * 37L % 90_000);
                  for (Runnable work = ownLoop.poll(); work != null; work = ownLoop.poll()) {
                    work.run();
                  }
                }
                own.forEach(assembly -> assembly.hold(0));
              });
      thread.setUncaughtExceptionHandler((ended, failure) -> failures.add(failure));
      thread.start();
      threads.add(thread);
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    // Tasks that other threads queued after the loop's last run.
    for (Queue<Runnable> loop : loops) {
      for (Runnable work = loop.poll(); work != null; work = loop.poll()) {
        work.run();
      }
    }
    assertThat(ends.get()).isPositive();
    assertThat(budget.bytes()).isZero();
  }

  @Test
  void budgetMustBePositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> new AssemblyBudget(0));
    assertThat(AssemblyBudget.ofDirectMemory().maxBytes()).isPositive();
  }
}
