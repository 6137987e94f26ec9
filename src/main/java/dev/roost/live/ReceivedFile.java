package dev.roost.live;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A temporary file that chunks are written to. To be used on one event loop. */
final class ReceivedFile implements UploadWriter {
  private final Vertx vertx;
  private final String path;
  private final AsyncFile file;
  private @Nullable Future<Void> closed;

  private ReceivedFile(Vertx vertx, String path, AsyncFile file) {
    this.vertx = vertx;
    this.path = path;
    this.file = file;
  }

  static Future<UploadWriter> open(Vertx vertx) {
    return vertx
        .fileSystem()
        .createTempFile("roost-upload-", ".part")
        .compose(
            path ->
                vertx
                    .fileSystem()
                    .open(path, new OpenOptions().setWrite(true))
                    .<UploadWriter>map(file -> new ReceivedFile(vertx, path, file))
                    .onFailure(unopened -> vertx.fileSystem().delete(path)));
  }

  @Override
  public Future<Void> write(Buffer chunk) {
    return file.write(chunk);
  }

  @Override
  public Future<Void> finish() {
    if (closed == null) {
      closed = file.close();
    }
    return closed;
  }

  /** Deletes the file, whether it is whole or not, unless it has been moved. */
  @Override
  public Future<Void> discard() {
    return finish()
        .transform(done -> vertx.fileSystem().exists(path))
        .compose(exists -> exists ? vertx.fileSystem().delete(path) : Future.succeededFuture());
  }

  Path path() {
    return Path.of(path);
  }

  /** The path, for logs. */
  @Override
  public String toString() {
    return path;
  }
}
