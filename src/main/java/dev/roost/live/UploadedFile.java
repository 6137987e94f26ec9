package dev.roost.live;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;

/** A file that has arrived. It is deleted when what it is consumed by has ended. */
public final class UploadedFile {
  private final Vertx vertx;
  private final UploadEntry entry;
  private final Path path;

  UploadedFile(Vertx vertx, UploadEntry entry, Path path) {
    this.vertx = vertx;
    this.entry = entry;
    this.path = path;
  }

  /** What the browser says of it. */
  public UploadEntry entry() {
    return entry;
  }

  /** Where it is now. */
  public Path path() {
    return path;
  }

  /** The whole content. */
  public Future<Buffer> read() {
    return vertx.fileSystem().readFile(path.toString());
  }

  /** Moves it to a place where it stays. */
  public Future<Void> moveTo(Path place) {
    return vertx.fileSystem().move(path.toString(), place.toString());
  }
}
