package dev.roost.internal.transport;

import dev.roost.internal.session.SessionLoop;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicLong;

/** An event loop of simulated connections. It counts what the server sends to their clients. */
final class SimulatedLoop {
  private static final int OPCODE = 0x0f;
  private static final int CLOSE = 8;
  private static final int LENGTH = 0x7f;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;

  private final SessionLoop loop;
  private final LoopConnections shared;

  // Written by the event loop, read by the thread that measures.
  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong closed = new AtomicLong();

  SimulatedLoop(SessionLoop loop, LoopConnections shared) {
    this.loop = loop;
    this.shared = shared;
  }

  SessionLoop loop() {
    return loop;
  }

  LoopConnections shared() {
    return shared;
  }

  long frames() {
    return frames.get();
  }

  long bytes() {
    return bytes.get();
  }

  long closed() {
    return closed.get();
  }

  /**
   * Counts whole frames, which the server does not mask.
   *
   * @return whether a close frame is among them
   */
  boolean count(ByteBuf written) {
    boolean closing = false;
    int found = 0;
    int end = written.writerIndex();
    for (int at = written.readerIndex(); at < end; found++) {
      closing |= (written.getByte(at) & OPCODE) == CLOSE;
      int length = written.getByte(at + 1) & LENGTH;
      at +=
          switch (length) {
            case LENGTH_16 -> 4 + written.getUnsignedShort(at + 2);
            case LENGTH_64 -> 10 + (int) written.getLong(at + 2);
            default -> 2 + length;
          };
    }
    frames.lazySet(frames.get() + found);
    bytes.lazySet(bytes.get() + written.readableBytes());
    return closing;
  }

  void countClosed() {
    closed.lazySet(closed.get() + 1);
  }
}
