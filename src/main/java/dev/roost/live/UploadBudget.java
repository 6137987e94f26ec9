package dev.roost.live;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the disk that all uploads of an endpoint take together. Safe for any thread. */
final class UploadBudget {
  private final long maxBytes;
  private final AtomicLong bytes = new AtomicLong();

  UploadBudget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Whether there is room; if so it is taken. */
  boolean reserve(long more) {
    if (bytes.addAndGet(more) > maxBytes) {
      bytes.addAndGet(-more);
      return false;
    }
    return true;
  }

  void release(long reserved) {
    bytes.addAndGet(-reserved);
  }

  long bytes() {
    return bytes.get();
  }
}
