package dev.roost.internal.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A stream that limits its read rate like a slow line. */
final class ThrottledInput extends FilterInputStream {
  private static final int MAX_READ = 4_096;

  private int bytesPerSecond;

  ThrottledInput(InputStream in) {
    super(in);
  }

  /** Sets the rate; 0 for no limit. */
  void rate(int limit) {
    bytesPerSecond = limit;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (bytesPerSecond == 0) {
      return super.read(into, offset, length);
    }
    int read = super.read(into, offset, Math.min(length, MAX_READ));
    if (read > 0) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(read) / bytesPerSecond);
    }
    return read;
  }
}
