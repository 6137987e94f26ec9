package dev.roost.internal.session;

import io.netty.util.internal.PlatformDependent;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what an endpoint keeps of messages that have not arrived whole: partial frames, fragments,
 * request bodies. A client that holds back the end of a message otherwise pins its beginning, and
 * enough such clients use up the memory that every connection needs.
 *
 * <p>When the budget is used up, it ends the newest of the large assemblies. An assembly is large
 * if it holds at least the mean of those that hold a thousandth of the budget or more. The client
 * that pins most pays first, and an upload that began before the flood is finished. Without a large
 * one, the assembly that grew last ends.
 *
 * <p>Safe for any thread, without locks. Counting costs nothing as long as messages arrive whole.
 */
public final class AssemblyBudget {
  private static final int SHARES = 1_024;
  private static final int PART_OF_DIRECT_MEMORY = 4;

  private final long maxBytes;
  private final long largeBytes;
  private final AtomicLong bytes = new AtomicLong();

  /** Of {@link #bytes}, those of assemblies that were told to end and have not yet. */
  private final AtomicLong ending = new AtomicLong();

  // At most SHARES of them fit into the budget.
  private final Set<Assembly> large = ConcurrentHashMap.newKeySet();
  private final AtomicLong order = new AtomicLong();
  private final AtomicBoolean choosing = new AtomicBoolean();

  /**
   * A budget.
   *
   * @param maxBytes positive
   */
  public AssemblyBudget(long maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("expected a positive number of bytes, found " + maxBytes);
    }
    this.maxBytes = maxBytes;
    this.largeBytes = Math.max(1, maxBytes / SHARES);
  }

  /** A quarter of the direct memory that Netty may use ({@code -XX:MaxDirectMemorySize}). */
  public static AssemblyBudget ofDirectMemory() {
    return new AssemblyBudget(
        Math.max(1, PlatformDependent.maxDirectMemory() / PART_OF_DIRECT_MEMORY));
  }

  /** The bytes in assembly at present. */
  public long bytes() {
    return bytes.get();
  }

  /** The bytes that may be in assembly. */
  public long maxBytes() {
    return maxBytes;
  }

  /**
   * Opens the account of one connection or request, which holds nothing yet.
   *
   * @param owner the event loop of the connection
   * @param end called there once if the budget is used up: drops what is held and ends the
   *     connection
   */
  public Assembly open(Executor owner, Runnable end) {
    return new Assembly(owner, end);
  }

  private boolean isExceeded() {
    return bytes.get() - ending.get() > maxBytes;
  }

  private void makeRoom(Assembly latest) {
    // One thread chooses at a time. Another one that comes meanwhile goes on: this one looks again.
    while (isExceeded() && choosing.compareAndSet(false, true)) {
      Assembly newest = null;
      try {
        if (isExceeded()) {
          newest = newestLarge();
          if (newest == null && !latest.told) {
            newest = latest;
          }
          if (newest != null) {
            newest.reserve();
          }
        }
      } finally {
        choosing.set(false);
      }
      if (newest == null) {
        return;
      }
      newest.end();
    }
  }

  private @Nullable Assembly newestLarge() {
    long sum = 0;
    int number = 0;
    for (Assembly assembly : large) {
      if (!assembly.told) {
        sum += assembly.held;
        number++;
      }
    }
    // Others may join between the two passes, even if the first one met none.
    long mean = sum / Math.max(1, number);
    Assembly newest = null;
    for (Assembly assembly : large) {
      if (!assembly.told
          && assembly.held >= mean
          && (newest == null || assembly.began > newest.began)) {
        newest = assembly;
      }
    }
    return newest;
  }

  /** The bytes that one connection or request holds. To be used on its event loop only. */
  public final class Assembly {
    private final Executor owner;
    private final Runnable end;
    private volatile long held;
    private volatile long began;
    private volatile boolean told;
    private long reserved;
    private boolean isLarge;

    private Assembly(Executor owner, Runnable end) {
      this.owner = owner;
      this.end = end;
    }

    /** Says how many bytes are held from now on; 0 when a message is whole or given up. */
    public void hold(long now) {
      long before = held;
      if (now == before) {
        return;
      }
      held = now;
      bytes.addAndGet(now - before);
      if (now >= largeBytes != isLarge) {
        isLarge = !isLarge;
        if (isLarge) {
          began = order.incrementAndGet();
          large.add(this);
        } else {
          large.remove(this);
        }
      }
      if (now > before) {
        makeRoom(this);
      }
    }

    /** The bytes that are held. */
    public long held() {
      return held;
    }

    private void reserve() {
      told = true;
      reserved = held;
      ending.addAndGet(reserved);
    }

    private void end() {
      try {
        owner.execute(
            () -> {
              try {
                end.run();
              } finally {
                settle();
              }
            });
      } catch (RejectedExecutionException stopped) {
        // The event loop has ended, and its connections with it.
        ending.addAndGet(-reserved);
      }
    }

    private void settle() {
      hold(0);
      ending.addAndGet(-reserved);
    }
  }
}
