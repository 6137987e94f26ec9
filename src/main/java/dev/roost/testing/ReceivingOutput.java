package dev.roost.testing;

import dev.roost.internal.session.SessionOutput;
import dev.roost.serializer.Frame;
import java.util.concurrent.CompletableFuture;

/** A session's client: takes in what the session sends. */
final class ReceivingOutput implements SessionOutput {
  private final Inbox inbox = new Inbox();
  private final Crashes crashes;
  private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();

  ReceivingOutput(Crashes crashes) {
    this.crashes = crashes;
  }

  Inbox inbox() {
    return inbox;
  }

  /** Completes when the server closes the connection. */
  CompletableFuture<Integer> closeCode() {
    return closeCode;
  }

  @Override
  public void send(Frame frame) {
    try {
      sendShared(frame);
    } finally {
      frame.release();
    }
  }

  @Override
  public void sendShared(Frame frame) {
    if (closeCode.isDone()) {
      return;
    }
    try {
      inbox.arrive(ServerFrames.decode(frame));
    } catch (RuntimeException unreadable) {
      // Not thrown: it would look like a crash of the channel that sent the frame.
      crashes.add(unreadable);
    }
  }

  // The session ends by itself after it has asked for this.
  @Override
  public void close(int code, String reason) {
    closeCode.complete(code);
  }
}
