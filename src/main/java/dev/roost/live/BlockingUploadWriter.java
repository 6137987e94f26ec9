package dev.roost.live;

import io.vertx.core.buffer.Buffer;

/**
 * An {@link UploadWriter} whose methods may block: they run on a virtual thread (a worker thread
 * before JDK 21), one at a time. See {@link UploadOptions#blockingWriter}. A method that throws has
 * failed.
 */
public interface BlockingUploadWriter {
  /** Writes the next bytes; the browser sends more afterwards. */
  void write(Buffer chunk) throws Exception;

  /** Completes the file: all bytes have been written. */
  void finish() throws Exception;

  /** Drops what was written, see {@link UploadWriter#discard}. */
  void discard() throws Exception;
}
