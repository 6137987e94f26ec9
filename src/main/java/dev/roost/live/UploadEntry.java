package dev.roost.live;

import java.util.ArrayList;
import java.util.List;

/**
 * A file that the visitor has chosen. Immutable. All but the progress is what the browser says.
 *
 * @param ref names it within its upload
 * @param name of the file, without its directory; do not use it as a path
 * @param size in bytes
 * @param type media type, maybe empty
 * @param progress in per cent
 * @param errors {@code too_large}, {@code not_accepted}, {@code too_many_bytes} if all uploads
 *     together have no room for it, {@code writer_failure} if it could not be written
 */
public record UploadEntry(
    String ref, String name, long size, String type, int progress, List<String> errors) {
  private static final int DONE = 100;

  /** Whether the file has arrived. */
  public boolean isDone() {
    return progress == DONE;
  }

  /** Whether the file may be uploaded. */
  public boolean isValid() {
    return errors.isEmpty();
  }

  UploadEntry withProgress(int now) {
    return new UploadEntry(ref, name, size, type, now, errors);
  }

  UploadEntry withError(String error) {
    List<String> all = new ArrayList<>(errors);
    all.add(error);
    return new UploadEntry(ref, name, size, type, progress, List.copyOf(all));
  }
}
