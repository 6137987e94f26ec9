package dev.roost.testing;

import io.vertx.core.spi.metrics.PoolMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the work that Vert.x has given to worker threads and that is not done. Vert.x tells by way
 * of its metrics. A lock is in order here: the one that waits is the test's thread.
 */
final class WorkerCount implements VertxMetrics {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition done = lock.newCondition();
  private int count;

  /** Of pools of connections nothing is counted: who holds one is not at work. */
  @Override
  public PoolMetrics<?, ?> createPoolMetrics(String type, String name, int maxSize) {
    return type.equals("worker")
        ? new Pool()
        : VertxMetrics.super.createPoolMetrics(type, name, maxSize);
  }

  // From submission to end: between the end of waiting and the start of work lies a moment.
  private final class Pool implements PoolMetrics<Boolean, Boolean> {
    @Override
    public Boolean enqueue() {
      change(1);
      return true;
    }

    @Override
    public void end(Boolean taskMetric) {
      change(-1);
    }
  }

  private void change(int by) {
    lock.lock();
    try {
      count += by;
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean none() {
    lock.lock();
    try {
      return count == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is none. Tells whether that came in time. */
  boolean awaitNone(long millis) {
    long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lock();
    try {
      while (count != 0) {
        if (nanos <= 0) {
          return false;
        }
        nanos = done.awaitNanos(nanos);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
