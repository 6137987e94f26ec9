package dev.roost.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The uploads of one view. To be used in callbacks of the view. */
final class Uploads {
  // The browser chooses them; names that no file can have are refused.
  private static final int MAX_NAME = 1_000;

  private static final int MAX_REF = 20;
  private static final int DONE = 100;

  private final Map<String, Upload> byRef = new LinkedHashMap<>();
  private final Vertx vertx;
  private final UploadBudget budget;
  private final LiveMetrics metrics;
  private @Nullable String mark;

  Uploads(Vertx vertx, UploadBudget budget, LiveMetrics metrics) {
    this.vertx = vertx;
    this.budget = budget;
    this.metrics = metrics;
  }

  /** Identifies this mount of the view; the tokens of its files contain it. */
  String mark() {
    if (mark == null) {
      mark = Container.randomId();
    }
    return mark;
  }

  void add(Upload upload) {
    byRef.put(upload.ref(), upload);
  }

  Upload byRef(String ref) {
    Upload upload = byRef.get(ref);
    if (upload == null) {
      throw new IllegalArgumentException("the view has no such upload");
    }
    return upload;
  }

  @Nullable UploadSlot slot(String ref, String entryRef) {
    Upload upload = byRef.get(ref);
    return upload == null ? null : upload.slot(entryRef);
  }

  /** The files that a change of a form announces. */
  void choose(JsonNode uploads) {
    uploads
        .properties()
        .forEach(
            of -> {
              Upload upload = byRef(of.getKey());
              List<UploadEntry> chosen = new ArrayList<>();
              for (JsonNode file : of.getValue()) {
                // One more than there is room for, so that the choice gets its error.
                if (chosen.size() <= upload.options().maxChosen()) {
                  chosen.add(entry(file, upload.options()));
                }
              }
              upload.choose(chosen).forEach(slot -> slot.drop(budget));
            });
  }

  private static UploadEntry entry(JsonNode file, UploadOptions options) {
    String name = file.path("name").asText();
    String type = file.path("type").asText();
    long size = file.path("size").asLong();
    String ref = file.path("ref").asText();
    if (name.length() > MAX_NAME
        || type.length() > MAX_NAME
        || ref.length() > MAX_REF
        || size < 0) {
      throw new IllegalArgumentException(
          "expected a file with a name of at most "
              + MAX_NAME
              + " characters and a ref of at most "
              + MAX_REF
              + ", found longer ones or a negative size");
    }
    // It becomes part of the input's HTML.
    Container.checkId(ref);
    List<String> errors = new ArrayList<>();
    if (size > options.maxFileBytes()) {
      errors.add("too_large");
    }
    if (!options.accepts(name, type)) {
      errors.add("not_accepted");
    }
    return new UploadEntry(ref, name, size, type, 0, List.copyOf(errors));
  }

  /**
   * The browser asks to send files. As with Phoenix, one file that is refused refuses all, unless
   * the input uploads by itself.
   *
   * @param token signs the right to send one
   * @return the answer, without the diff
   */
  Map<String, Object> allow(JsonNode message, Function<UploadSlot, String> token) {
    Upload upload = byRef(message.path("ref").asText());
    UploadOptions options = upload.options();
    List<UploadSlot> asked = asked(upload, message.path("entries"));
    reserve(asked, options);
    boolean refusesAll = !options.isAutoUpload() && !upload.errorPairs().isEmpty();
    Map<String, String> tokens = new LinkedHashMap<>();
    Map<String, String> errors = new LinkedHashMap<>();
    for (UploadSlot slot : asked) {
      String ref = slot.entry().ref();
      if (!slot.entry().isValid()) {
        errors.put(ref, slot.entry().errors().get(0));
      } else if (refusesAll) {
        slot.release(budget);
      } else {
        slot.preflight();
        tokens.put(ref, token.apply(slot));
      }
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ref", upload.ref());
    if (tokens.isEmpty() && !upload.errorPairs().isEmpty()) {
      answer.put("error", upload.errorPairs());
      return answer;
    }
    answer.put(
        "config",
        Map.of(
            "chunk_size", options.chunkBytes(),
            "chunk_timeout", options.chunkTimeoutMillis(),
            "max_entries", options.maxEntries(),
            "max_file_size", options.maxFileBytes()));
    answer.put("entries", tokens);
    answer.put("errors", errors);
    return answer;
  }

  /** The files that the browser may not send yet, at most as many as the input takes. */
  private static List<UploadSlot> asked(Upload upload, JsonNode files) {
    Set<String> refs = new HashSet<>();
    files.forEach(file -> refs.add(file.path("ref").asText()));
    return upload.slots().stream()
        .limit(upload.options().maxEntries())
        .filter(slot -> refs.contains(slot.entry().ref()) && !slot.isPreflighted())
        .toList();
  }

  /** Takes room on the disk; the files for which there is none have an error afterwards. */
  private void reserve(List<UploadSlot> slots, UploadOptions options) {
    for (UploadSlot slot : slots) {
      long size = slot.entry().size();
      if (!slot.entry().isValid() || !options.isOnDisk()) {
        continue;
      }
      if (budget.reserve(size)) {
        slot.reserve(size);
      } else {
        metrics.countRefusedUpload();
        slot.refuse("too_many_bytes");
      }
    }
  }

  /**
   * The progress of a file.
   *
   * @return null if the file is not there any more, or the browser tells of an error
   * @throws IllegalArgumentException if the browser reports a complete file, and bytes are missing
   */
  @Nullable UploadEntry progress(JsonNode message) {
    Upload upload = byRef(message.path("ref").asText());
    UploadSlot slot = upload.slot(message.path("entry_ref").asText());
    JsonNode progress = message.path("progress");
    if (slot == null || !progress.isNumber()) {
      return null;
    }
    int percent = Math.max(0, Math.min(DONE, progress.asInt()));
    if (percent == DONE && !slot.isComplete()) {
      throw new IllegalArgumentException(
          "the browser says that it has sent the whole file, but bytes are missing");
    }
    slot.progress(percent);
    return slot.entry();
  }

  /** Drops a file that was chosen, whether it has arrived or not. */
  void cancel(Upload upload, String entryRef) {
    UploadSlot slot = upload.remove(entryRef);
    if (slot != null) {
      slot.drop(budget);
    }
  }

  /** Hands over the files that have arrived, and ends them afterwards. */
  <T> Future<List<T>> consume(Upload upload, Function<UploadedFile, Future<T>> consumer) {
    List<Future<T>> consumed = new ArrayList<>();
    for (UploadSlot slot : upload.slots()) {
      UploadWriter writer = slot.writer();
      if (slot.entry().isDone() && writer != null) {
        upload.remove(slot.entry().ref());
        consumed.add(
            apply(consumer, new UploadedFile(vertx, slot.entry(), writer))
                .onComplete(done -> slot.consumed(budget)));
      }
    }
    return Future.join(new ArrayList<Future<?>>(consumed))
        .map(all -> consumed.stream().map(one -> Objects.requireNonNull(one.result())).toList());
  }

  private static <T> Future<T> apply(
      Function<UploadedFile, Future<T>> consumer, UploadedFile file) {
    try {
      return consumer.apply(file);
    } catch (RuntimeException failure) {
      return Future.failedFuture(failure);
    }
  }

  /** The view has ended. */
  void end() {
    for (Upload upload : byRef.values()) {
      for (UploadSlot slot : upload.slots()) {
        slot.drop(budget);
      }
    }
    byRef.clear();
  }
}
