package dev.roost.live;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.Callable;

/** Runs a {@link BlockingUploadWriter} on a thread of its own. */
final class WriterThread implements UploadWriter {
  private final ViewThread thread;
  private final LiveLoop loop;
  private final BlockingUploadWriter writer;

  private WriterThread(ViewThread thread, LiveLoop loop, BlockingUploadWriter writer) {
    this.thread = thread;
    this.loop = loop;
    this.writer = writer;
  }

  /** Makes a writer on its thread. */
  static Future<UploadWriter> open(Vertx vertx, Callable<? extends BlockingUploadWriter> factory) {
    LiveLoop loop = LiveLoop.current(vertx);
    ViewThread thread = new ViewThread(vertx);
    return thread.run(loop, () -> new WriterThread(thread, loop, factory.call()));
  }

  /** Some code of the writer. */
  private interface Step {
    void run() throws Exception;
  }

  private Future<Void> run(Step step) {
    return thread.run(
        loop,
        () -> {
          step.run();
          return null;
        });
  }

  @Override
  public Future<Void> write(Buffer chunk) {
    return run(() -> writer.write(chunk));
  }

  @Override
  public Future<Void> finish() {
    return run(writer::finish);
  }

  @Override
  public Future<Void> discard() {
    return run(writer::discard);
  }

  BlockingUploadWriter writer() {
    return writer;
  }
}
