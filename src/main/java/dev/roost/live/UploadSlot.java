package dev.roost.live;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One chosen file of an upload: from the choice until it is consumed or dropped. Changed on the
 * event loop; the entry may be read on the thread of a {@link BlockingLiveView}.
 */
final class UploadSlot {
  private static final Logger log = LoggerFactory.getLogger(UploadSlot.class);

  private volatile UploadEntry entry;
  private boolean preflighted;
  private boolean failed;
  private boolean opening;
  private boolean complete;
  private boolean ended;
  private long reserved;
  private @Nullable UploadWriter writer;
  private @Nullable Runnable closeChannel;

  UploadSlot(UploadEntry entry) {
    this.entry = entry;
  }

  UploadEntry entry() {
    return entry;
  }

  /** The writer that takes the bytes; null before a channel receives them. */
  @Nullable UploadWriter writer() {
    return writer;
  }

  // -- Before the bytes

  /** Whether the browser was told to send the file. */
  boolean isPreflighted() {
    return preflighted;
  }

  /** The browser may send the file. */
  void preflight() {
    preflighted = true;
  }

  /** The file takes so many bytes of the disk budget. */
  void reserve(long bytes) {
    reserved = bytes;
  }

  /** Gives the bytes of the disk budget back. */
  void release(UploadBudget budget) {
    budget.release(reserved);
    reserved = 0;
  }

  void refuse(String error) {
    entry = entry.withError(error);
  }

  /** Whether a channel may receive the file. */
  boolean isAllowed() {
    return preflighted && !failed;
  }

  /** Whether no channel has begun to receive the file; from now on one has. */
  boolean open() {
    boolean first = !opening;
    opening = true;
    return first;
  }

  // -- The bytes

  /** A channel receives the file. */
  void receive(UploadWriter into, Runnable close) {
    writer = into;
    closeChannel = close;
  }

  /** The browser says how much it has sent. */
  void progress(int percent) {
    entry = entry.withProgress(percent);
  }

  /** All bytes are with the writer. */
  void complete() {
    complete = true;
  }

  boolean isComplete() {
    return complete;
  }

  /** The writer has failed. The entry stays, with an error. */
  void fail() {
    failed = true;
    refuse("writer_failure");
    discardWriter();
  }

  // -- The end

  boolean isFailed() {
    return failed;
  }

  /** Whether the file was consumed or dropped. */
  boolean hasEnded() {
    return ended;
  }

  /** Drops the file. */
  void drop(UploadBudget budget) {
    end(budget);
    discardWriter();
  }

  /** The file was consumed. */
  void consumed(UploadBudget budget) {
    end(budget);
    if (writer instanceof ReceivedFile) {
      discardWriter();
    }
  }

  private void end(UploadBudget budget) {
    ended = true;
    release(budget);
    if (closeChannel != null) {
      closeChannel.run();
    }
  }

  private void discardWriter() {
    UploadWriter unwanted = writer;
    if (unwanted != null && !(failed && ended)) {
      discard(unwanted);
    }
  }

  /** Drops what a writer has written; a failure is logged. */
  static void discard(UploadWriter unwanted) {
    unwanted
        .discard()
        .onFailure(failure -> log.warn("could not discard an upload writer={}", unwanted, failure));
  }
}
