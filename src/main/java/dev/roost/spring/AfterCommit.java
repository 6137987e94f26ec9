package dev.roost.spring;

import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs an action when the transaction of the current thread is committed, and never if it is rolled
 * back. Without a transaction, runs it at once.
 */
final class AfterCommit implements Executor {
  private static final Logger log = LoggerFactory.getLogger(AfterCommit.class);

  @Override
  public void execute(Runnable action) {
    if (TransactionSynchronizationManager.isActualTransactionActive()
        && TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              run(action);
            }
          });
    } else {
      action.run();
    }
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      // If it were thrown, the caller would see a failed transaction, and later synchronizations
      // would not run.
      log.error("a broadcast after a commit failed", e);
    }
  }
}
