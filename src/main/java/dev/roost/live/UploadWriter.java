package dev.roost.live;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * Receives the bytes of one file as they arrive, instead of a temporary file: to store them
 * elsewhere or to inspect them. See {@link UploadOptions#writer}. Mirrors {@code
 * Phoenix.LiveView.UploadWriter}.
 *
 * <p>All methods are called on the event loop of the visitor's connection, one at a time, and must
 * not block. Code that blocks is a {@link BlockingUploadWriter}.
 */
public interface UploadWriter {
  /**
   * Writes the next bytes.
   *
   * @return completes when the browser may send more; if it fails, the file has the error {@code
   *     writer_failure} and is discarded
   */
  Future<Void> write(Buffer chunk);

  /**
   * Completes the file: all bytes have been written.
   *
   * @return if it fails, the file has the error {@code writer_failure} and is discarded
   */
  Future<Void> finish();

  /**
   * Drops what was written: a write has failed, the file was cancelled, or the page has gone before
   * the view consumed the file. Called once at most, and not for a file that was consumed.
   */
  Future<Void> discard();
}
