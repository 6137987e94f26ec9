package dev.roost.live;

import io.vertx.core.buffer.Buffer;

/**
 * An {@link UploadWriter} whose methods may block: they run on a virtual thread (a worker thread
 * before JDK 21), one at a time. See {@link UploadOptions#blockingWriter}. A method that throws has
 * failed.
 */
public interface BlockingUploadWriter {
  /**
   * Writes the next bytes; the browser sends more afterwards.
   *
   * @throws Exception if they cannot be written; the upload fails
   */
  void write(Buffer chunk) throws Exception;

  /**
   * Completes the file: all bytes have been written.
   *
   * @throws Exception if it cannot be completed; the upload fails
   */
  void finish() throws Exception;

  /**
   * Drops what was written, see {@link UploadWriter#discard}.
   *
   * @throws Exception if it cannot be dropped; the server logs it
   */
  void discard() throws Exception;
}
