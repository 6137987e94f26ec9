package dev.roost.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roost.live.Upload.Slot;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The uploads of one view. To be used in callbacks of the view. */
final class Uploads {
  // The browser chooses them; names that no file can have are refused.
  private static final int MAX_NAME = 1_000;

  private final Map<String, Upload> byRef = new LinkedHashMap<>();
  private final Vertx vertx;
  private final UploadBudget budget;
  private final LiveMetrics metrics;

  Uploads(Vertx vertx, UploadBudget budget, LiveMetrics metrics) {
    this.vertx = vertx;
    this.budget = budget;
    this.metrics = metrics;
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

  @Nullable Slot slot(String ref, String entryRef) {
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
              upload.choose(chosen).forEach(slot -> slot.end(budget));
            });
  }

  private static UploadEntry entry(JsonNode file, UploadOptions options) {
    String name = file.path("name").asText();
    String type = file.path("type").asText();
    long size = file.path("size").asLong();
    if (name.length() > MAX_NAME || type.length() > MAX_NAME || size < 0) {
      throw new IllegalArgumentException("not a file");
    }
    List<String> errors = new ArrayList<>();
    if (size > options.maxFileBytes()) {
      errors.add("too_large");
    }
    if (!options.accepts(name, type)) {
      errors.add("not_accepted");
    }
    return new UploadEntry(file.path("ref").asText(), name, size, type, 0, List.copyOf(errors));
  }

  /**
   * The browser asks to send files.
   *
   * @param token signs the right to send one
   * @return the answer, without the diff
   */
  Map<String, Object> allow(JsonNode message, Function<Slot, String> token) {
    Upload upload = byRef(message.path("ref").asText());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ref", upload.ref());
    List<List<String>> errors = new ArrayList<>(upload.errorPairs());
    Map<String, String> tokens = new LinkedHashMap<>();
    for (JsonNode file : message.path("entries")) {
      Slot slot = upload.slot(file.path("ref").asText());
      if (slot == null || !slot.entry().isValid() || !upload.errors().isEmpty()) {
        continue;
      }
      if (!slot.isPreflighted()) {
        if (!budget.reserve(slot.entry().size())) {
          metrics.countRefusedUpload();
          errors.add(List.of(slot.entry().ref(), "too_many_bytes"));
          continue;
        }
        slot.allow(slot.entry().size());
      }
      tokens.put(slot.entry().ref(), token.apply(slot));
    }
    if (tokens.isEmpty() && !errors.isEmpty()) {
      answer.put("error", errors);
      return answer;
    }
    UploadOptions options = upload.options();
    answer.put(
        "config",
        Map.of(
            "chunk_size", options.chunkBytes(),
            "chunk_timeout", options.chunkTimeoutMillis(),
            "max_entries", options.maxEntries(),
            "max_file_size", options.maxFileBytes()));
    answer.put("entries", tokens);
    answer.put("errors", Map.of());
    return answer;
  }

  /** How much of a file the browser has sent; null if the file is not there any more. */
  @Nullable UploadEntry progress(JsonNode message) {
    Upload upload = byRef(message.path("ref").asText());
    Slot slot = upload.slot(message.path("entry_ref").asText());
    JsonNode progress = message.path("progress");
    if (slot == null || !progress.isNumber()) {
      return null;
    }
    slot.progress(Math.max(0, Math.min(100, progress.asInt())));
    return slot.entry();
  }

  void cancel(Upload upload, String entryRef) {
    Slot slot = upload.remove(entryRef);
    if (slot != null) {
      slot.end(budget);
    }
  }

  /** Hands over the files that have arrived, and deletes them afterwards. */
  <T> Future<List<T>> consume(Upload upload, Function<UploadedFile, Future<T>> consumer) {
    List<Future<T>> consumed = new ArrayList<>();
    for (Slot slot : upload.slots()) {
      ReceivedFile file = slot.file();
      if (slot.entry().isDone() && file != null) {
        upload.remove(slot.entry().ref());
        consumed.add(
            file.close()
                .compose(path -> consumer.apply(new UploadedFile(vertx, slot.entry(), path)))
                .onComplete(done -> slot.end(budget)));
      }
    }
    return Future.join(new ArrayList<Future<?>>(consumed))
        .map(all -> consumed.stream().map(one -> Objects.requireNonNull(one.result())).toList());
  }

  /** The view has ended. */
  void end() {
    for (Upload upload : byRef.values()) {
      for (Slot slot : upload.slots()) {
        slot.end(budget);
      }
    }
    byRef.clear();
  }
}
