package dev.roost.testing;

import dev.roost.session.SessionOutput;
import dev.roost.wire.Frame;
import java.util.concurrent.CompletableFuture;

/** A session's client: takes in what the session sends. */
final class ReceivingOutput implements SessionOutput {
  private final Inbox inbox = new Inbox();
  private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();

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
    if (!closeCode.isDone()) {
      inbox.arrive(ServerFrames.decode(frame));
    }
  }

  // The session ends by itself after it has asked for this.
  @Override
  public void close(int code, String reason) {
    closeCode.complete(code);
  }
}
