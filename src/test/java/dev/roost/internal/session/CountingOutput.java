package dev.roost.internal.session;

import dev.roost.serializer.Frame;

/** Counts a session's frames and discards them. */
final class CountingOutput implements SessionOutput {
  private long frames;

  long frames() {
    return frames;
  }

  @Override
  public void send(Frame frame) {
    frames++;
    frame.release();
  }

  @Override
  public void sendShared(Frame frame) {
    frames++;
  }

  @Override
  public void close(int code, String reason) {
    throw new IllegalStateException("closed with " + code + ": " + reason);
  }
}
