package dev.roost.spring;

import static dev.roost.spring.SpringApplications.join;
import static dev.roost.spring.SpringApplications.runner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.roost.internal.session.CapturedLog;
import dev.roost.internal.transport.RawWebSocket;
import dev.roost.spring.SpringApplications.Rooms;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Broadcasts from services, with and without a transaction. */
@Timeout(60)
class RoostBroadcasterTest {
  /** Transactions without resources. */
  private static final class Transactions extends AbstractPlatformTransactionManager {
    @Override
    protected Object doGetTransaction() {
      return this;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {}

    @Override
    protected void doCommit(DefaultTransactionStatus status) {}

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }

  private final TransactionTemplate transaction = new TransactionTemplate(new Transactions());

  @Test
  void broadcastsAreSentAfterTheCommit() {
    runner(Rooms.class)
        .run(
            context -> {
              RoostBroadcaster broadcaster = context.getBean(RoostBroadcaster.class);
              try (RawWebSocket client = join(context)) {
                transaction.executeWithoutResult(
                    status -> {
                      Map<String, Object> order = new HashMap<>(Map.of("state", "placed"));
                      broadcaster.broadcast("room:a", "committed", order);
                      order.put("state", "changed afterwards");
                      broadcaster.broadcast("room:a", "second", Map.of());
                      // Another thread has no transaction: its broadcast is sent first.
                      runElsewhere(() -> broadcaster.broadcast("room:a", "elsewhere", Map.of()));
                    });
                assertThat(client.receiveText()).contains("elsewhere");
                assertThat(client.receiveText()).contains("committed", "\"placed\"");
                assertThat(client.receiveText()).contains("second");
              }
            });
  }

  private static void runElsewhere(Runnable action) {
    Thread thread = new Thread(action);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void rollbackDropsTheBroadcasts() {
    runner(Rooms.class)
        .run(
            context -> {
              RoostBroadcaster broadcaster = context.getBean(RoostBroadcaster.class);
              try (RawWebSocket client = join(context)) {
                transaction.executeWithoutResult(
                    status -> {
                      broadcaster.broadcast("room:a", "rolled back", Map.of());
                      status.setRollbackOnly();
                    });
                broadcaster.broadcast("room:a", "at once", Map.of());
                assertThat(client.receiveText()).contains("at once");
              }
            });
  }

  @Test
  void invalidBroadcastThrowsInTheCallerAndLaterFailuresAreLogged() {
    runner(Rooms.class)
        .run(
            context -> {
              RoostBroadcaster broadcaster = context.getBean(RoostBroadcaster.class);
              transaction.executeWithoutResult(
                  status ->
                      assertThatIllegalArgumentException()
                          .isThrownBy(() -> broadcaster.broadcast("room:a", "event", "text")));
              try (CapturedLog log = new CapturedLog()) {
                transaction.executeWithoutResult(
                    status -> {
                      broadcaster.broadcast("room:a", "event", Map.of());
                      context.close();
                    });
                assertThat(log.errors()).anyMatch(line -> line.contains("after a commit"));
              }
            });
  }

  @Test
  void broadcastsAreSentAtOnceWithoutSpringTx() {
    runner(Rooms.class)
        .withClassLoader(new FilteredClassLoader(TransactionSynchronizationManager.class))
        .run(
            context -> {
              RoostBroadcaster broadcaster = context.getBean(RoostBroadcaster.class);
              try (RawWebSocket client = join(context)) {
                broadcaster.broadcast("room:a", "at once", Map.of());
                assertThat(client.receiveText()).contains("at once");
                broadcaster.disconnect("nobody");
              }
            });
  }
}
