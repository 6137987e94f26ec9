package dev.roost.testing;

import dev.roost.internal.session.SessionOutput;
import dev.roost.serializer.Frame;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A session's client: takes in what the session sends. */
final class ReceivingOutput implements SessionOutput {
  private final Inbox inbox = new Inbox();
  private final Crashes crashes;
  private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
  private Consumer<Received> listener = received -> {};

  ReceivingOutput(Crashes crashes) {
    this.crashes = crashes;
  }

  /** On the event loop. */
  void onMessage(Consumer<Received> newListener) {
    listener = newListener;
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
      Received received = ServerFrames.decode(frame);
      inbox.arrive(received);
      listener.accept(received);
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
