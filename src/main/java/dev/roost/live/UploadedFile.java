package dev.roost.live;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;

/**
 * A file that has arrived. Its temporary file is deleted when the future of the consumer has
 * completed.
 */
public final class UploadedFile {
  private final Vertx vertx;
  private final UploadEntry entry;
  private final UploadWriter writer;

  UploadedFile(Vertx vertx, UploadEntry entry, UploadWriter writer) {
    this.vertx = vertx;
    this.entry = entry;
    this.writer = writer;
  }

  /** The browser's description of it. */
  public UploadEntry entry() {
    return entry;
  }

  /**
   * The temporary file.
   *
   * @throws IllegalStateException if the upload has a {@linkplain UploadOptions#writer writer} of
   *     its own
   */
  public Path path() {
    if (writer instanceof ReceivedFile file) {
      return file.path();
    }
    throw new IllegalStateException(
        "the bytes of " + entry.ref() + " went to a writer, not to a file: call writer()");
  }

  /**
   * The writer that took the bytes, see {@link UploadOptions#writer} and {@link
   * UploadOptions#blockingWriter}.
   *
   * @throws ClassCastException if it is of another type
   */
  public <W> W writer(Class<W> type) {
    return type.cast(writer instanceof WriterThread blocking ? blocking.writer() : writer);
  }

  /** The whole content of the temporary file. */
  public Future<Buffer> read() {
    return vertx.fileSystem().readFile(path().toString());
  }

  /** Moves the temporary file to a place where it stays. */
  public Future<Void> moveTo(Path place) {
    return vertx.fileSystem().move(path().toString(), place.toString());
  }
}
