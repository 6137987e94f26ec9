package dev.roost.internal.session;

import io.vertx.core.Closeable;
import io.vertx.core.ThreadingModel;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.WorkerExecutorInternal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The threads on which the callbacks of blocking channels run: virtual ones where the JVM has them,
 * else those of a pool that all endpoints of a Vert.x share. For any thread.
 */
public final class BlockingThreads {
  /** The default size of the pool. */
  public static final int DEFAULT_POOL_SIZE = 64;

  private static final String POOL = "roost-blocking-channels";

  private final int poolSize;
  // Executors, not their pools: Vert.x closes the pool of an executor that is garbage-collected.
  private final Map<ContextInternal, WorkerExecutorInternal> executors = new ConcurrentHashMap<>();

  /**
   * Threads of which at most so many block.
   *
   * @param poolSize has no effect where there are virtual threads
   */
  public BlockingThreads(int poolSize) {
    this.poolSize = poolSize;
  }

  /** A context whose tasks run one at a time on these threads, in order. */
  ContextInternal newContext(ContextInternal loop) {
    VertxInternal vertx = loop.owner();
    return vertx.isVirtualThreadAvailable()
        ? vertx.contextBuilder().withThreadingModel(ThreadingModel.VIRTUAL_THREAD).build()
        : vertx
            .contextBuilder()
            .withThreadingModel(ThreadingModel.WORKER)
            .withWorkerPool(executors.computeIfAbsent(loop, this::openPool).pool())
            .build();
  }

  // A pool lasts as long as the context that opened it: a verticle, or Vert.x.
  private WorkerExecutorInternal openPool(ContextInternal loop) {
    WorkerExecutorInternal executor = loop.owner().createSharedWorkerExecutor(POOL, poolSize);
    Closeable forget =
        closed -> {
          executors.remove(loop);
          closed.succeed();
        };
    loop.addCloseHook(forget);
    return executor;
  }
}
