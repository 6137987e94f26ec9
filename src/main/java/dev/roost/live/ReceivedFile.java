package dev.roost.live;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A temporary file that chunks are written to. To be used on one event loop. */
final class ReceivedFile {
  private static final Logger log = LoggerFactory.getLogger(ReceivedFile.class);

  private final Vertx vertx;
  private final String path;
  private final AsyncFile file;
  private long bytes;
  private @Nullable Future<Path> closed;

  private ReceivedFile(Vertx vertx, String path, AsyncFile file) {
    this.vertx = vertx;
    this.path = path;
    this.file = file;
  }

  static Future<ReceivedFile> open(Vertx vertx) {
    return vertx
        .fileSystem()
        .createTempFile("roost-upload-", ".part")
        .compose(
            path ->
                vertx
                    .fileSystem()
                    .open(path, new OpenOptions().setWrite(true))
                    .map(file -> new ReceivedFile(vertx, path, file))
                    .onFailure(unopened -> vertx.fileSystem().delete(path)));
  }

  /** Appends a chunk; completes when it is written. */
  Future<Void> write(Buffer chunk) {
    bytes += chunk.length();
    return file.write(chunk);
  }

  long bytes() {
    return bytes;
  }

  /** Ends the writing. */
  Future<Path> close() {
    if (closed == null) {
      closed = file.close().map(done -> Path.of(path));
    }
    return closed;
  }

  /** Deletes the file, whether it is whole or not, unless it has been moved. */
  void delete() {
    close()
        .transform(done -> vertx.fileSystem().exists(path))
        .compose(exists -> exists ? vertx.fileSystem().delete(path) : Future.succeededFuture())
        .onFailure(failure -> log.warn("could not delete an uploaded file path={}", path, failure));
  }
}
