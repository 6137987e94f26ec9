package dev.roost.live;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Options of the uploads of one file input. Mirrors the options of {@code allow_upload}. */
public final class UploadOptions {
  private List<String> accept = List.of();
  private int maxEntries = 1;
  private long maxFileBytes = 8_000_000;
  private int maxChosen = 1_000;
  private int chunkBytes = 64_000;
  private long chunkTimeoutMillis = 10_000;
  private boolean autoUpload;
  private @Nullable Consumer<UploadEntry> progress;
  private @Nullable Opener writer;

  /** Makes what takes the bytes of a file. */
  interface Opener {
    Future<UploadWriter> open(Vertx vertx, UploadEntry entry);
  }

  /**
   * Which files are accepted: extensions such as {@code .png}, or media types such as {@code
   * image/*}. All by default. The browser says the type; check the content where it matters.
   */
  public UploadOptions accept(String... kinds) {
    accept = Arrays.stream(kinds).map(kind -> kind.toLowerCase(Locale.ROOT)).toList();
    return this;
  }

  /** How many files at a time; 1 by default. */
  public UploadOptions maxEntries(int entries) {
    maxEntries = positive(entries);
    return this;
  }

  /**
   * How many chosen files the view remembers, with those that are refused; 1,000 by default, and
   * {@link #maxEntries} at least. Further ones are left out, and the choice has the error {@code
   * too_many_files}.
   */
  public UploadOptions maxChosen(int files) {
    maxChosen = positive(files);
    return this;
  }

  /** The size of one file; 8,000,000 bytes by default. */
  public UploadOptions maxFileBytes(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("expected a positive number, found " + bytes);
    }
    maxFileBytes = bytes;
    return this;
  }

  /** The bytes that are sent at a time; 64,000 by default. */
  public UploadOptions chunkBytes(int bytes) {
    chunkBytes = positive(bytes);
    return this;
  }

  /** How long the browser may take from one chunk to the next; 10 s by default. */
  public UploadOptions chunkTimeoutMillis(long millis) {
    if (millis < 1) {
      throw new IllegalArgumentException("expected a positive number, found " + millis);
    }
    chunkTimeoutMillis = millis;
    return this;
  }

  /** Begins when files are chosen, not when the form is submitted. */
  public UploadOptions autoUpload() {
    autoUpload = true;
    return this;
  }

  /**
   * A callback of the view for each step of a file; a file is there when it {@linkplain
   * UploadEntry#isDone is done}. Also called when a file could not be written. A callback that
   * throws crashes the view.
   */
  public UploadOptions onProgress(Consumer<UploadEntry> callback) {
    progress = Objects.requireNonNull(callback);
    return this;
  }

  /**
   * Gives the bytes to a writer instead of a temporary file. The consumer of the file gets the
   * writer by {@link UploadedFile#writer}.
   *
   * @param factory makes the writer of one file, on the event loop of the visitor's connection; if
   *     its future fails, the file has the error {@code writer_failure}
   */
  public UploadOptions writer(Function<UploadEntry, Future<? extends UploadWriter>> factory) {
    Objects.requireNonNull(factory);
    writer = (vertx, entry) -> factory.apply(entry).map(made -> made);
    return this;
  }

  /**
   * As {@link #writer}, for a writer that blocks.
   *
   * @param factory makes the writer of one file, on the writer's thread, and may block
   */
  public UploadOptions blockingWriter(
      Function<UploadEntry, ? extends BlockingUploadWriter> factory) {
    Objects.requireNonNull(factory);
    writer = (vertx, entry) -> WriterThread.open(vertx, () -> factory.apply(entry));
    return this;
  }

  private static int positive(int value) {
    if (value < 1) {
      throw new IllegalArgumentException("expected a positive number, found " + value);
    }
    return value;
  }

  List<String> accepted() {
    return accept;
  }

  int maxEntries() {
    return maxEntries;
  }

  int maxChosen() {
    return Math.max(maxChosen, maxEntries);
  }

  long maxFileBytes() {
    return maxFileBytes;
  }

  int chunkBytes() {
    return chunkBytes;
  }

  long chunkTimeoutMillis() {
    return chunkTimeoutMillis;
  }

  boolean isAutoUpload() {
    return autoUpload;
  }

  @Nullable Consumer<UploadEntry> progress() {
    return progress;
  }

  /** Whether files are written to the disk of this server. */
  boolean isOnDisk() {
    return writer == null;
  }

  /** The writer of a file's bytes. On the event loop. */
  Future<UploadWriter> open(Vertx vertx, UploadEntry entry) {
    return writer == null ? ReceivedFile.open(vertx) : writer.open(vertx, entry);
  }

  /** Whether a file of this name and media type is accepted. */
  boolean accepts(String name, String type) {
    if (accept.isEmpty()) {
      return true;
    }
    String lowerName = name.toLowerCase(Locale.ROOT);
    String lowerType = type.toLowerCase(Locale.ROOT);
    return accept.stream()
        .anyMatch(
            kind ->
                kind.startsWith(".")
                    ? lowerName.endsWith(kind)
                    : kind.endsWith("/*")
                        ? lowerType.startsWith(kind.substring(0, kind.length() - 1))
                        : lowerType.equals(kind));
  }
}
