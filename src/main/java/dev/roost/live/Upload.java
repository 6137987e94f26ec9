package dev.roost.live;

import dev.roost.internal.live.template.HtmlEscaper;
import dev.roost.live.html.TrustedHtml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of one file input of a view, which {@link LiveView#upload} makes. A template shows the
 * input by {@code {photos.input}}, and the files by {@code photos.entries}.
 *
 * <p>To be used in callbacks of the view.
 */
public final class Upload {
  private static final String TOO_MANY = "too_many_files";

  private final String name;
  private final UploadOptions options;
  private final String ref = Container.randomId();
  // Replaced, not changed: a BlockingLiveView reads it on its own thread.
  private volatile Map<String, UploadSlot> slots = Map.of();
  private volatile boolean leftOut;

  Upload(String name, UploadOptions options) {
    this.name = name;
    this.options = options;
  }

  /** The name of the input. */
  public String name() {
    return name;
  }

  /** The input's id, also for {@code phx-drop-target}. */
  public String ref() {
    return ref;
  }

  /** The files that are chosen, in order. */
  public List<UploadEntry> entries() {
    return slots.values().stream().map(UploadSlot::entry).toList();
  }

  /** The error of the choice as a whole: {@code too_many_files}. */
  public List<String> errors() {
    return slots.size() > options.maxEntries() || leftOut ? List.of(TOO_MANY) : List.of();
  }

  /** The file input, for the template. */
  public TrustedHtml input() {
    StringBuilder html = new StringBuilder(256);
    html.append("<input id=\"").append(ref).append("\" type=\"file\" name=\"").append(name);
    if (!options.accepted().isEmpty()) {
      html.append("\" accept=\"")
          .append(HtmlEscaper.attribute(String.join(",", options.accepted())));
    }
    html.append("\" data-phx-hook=\"Phoenix.LiveFileUpload\" data-phx-upload-ref=\"")
        .append(ref)
        .append("\" data-phx-active-refs=\"")
        .append(refs(slot -> true))
        .append("\" data-phx-done-refs=\"")
        .append(refs(slot -> slot.entry().isDone()))
        .append("\" data-phx-preflighted-refs=\"")
        .append(refs(UploadSlot::isPreflighted));
    if (!errorPairs().isEmpty()) {
      html.append("\" data-phx-error-refs=\"").append(refs(slot -> !slot.entry().isValid()));
    }
    html.append('"');
    if (options.isAutoUpload()) {
      html.append(" data-phx-auto-upload");
    }
    if (options.maxEntries() > 1) {
      html.append(" multiple");
    }
    return new TrustedHtml(html.append('>').toString());
  }

  private String refs(Predicate<UploadSlot> which) {
    return slots.values().stream()
        .filter(which)
        .map(slot -> slot.entry().ref())
        .collect(Collectors.joining(","));
  }

  UploadOptions options() {
    return options;
  }

  @Nullable UploadSlot slot(String entryRef) {
    return slots.get(entryRef);
  }

  List<UploadSlot> slots() {
    return List.copyOf(slots.values());
  }

  /**
   * Files have been chosen.
   *
   * @return those that had to make place
   */
  List<UploadSlot> choose(Iterable<UploadEntry> chosen) {
    List<UploadSlot> replaced = new ArrayList<>();
    Map<String, UploadSlot> next = new LinkedHashMap<>(slots);
    for (UploadEntry entry : chosen) {
      if (!next.containsKey(entry.ref())) {
        if (options.maxEntries() == 1) {
          replaced.addAll(next.values());
          next.clear();
        }
        if (next.size() == options.maxChosen()) {
          leftOut = true;
          break;
        }
        next.put(entry.ref(), new UploadSlot(entry));
      }
    }
    slots = Collections.unmodifiableMap(next);
    return replaced;
  }

  /** Takes a file off the list, if it is there. */
  boolean remove(UploadSlot slot) {
    String entryRef = slot.entry().ref();
    return slots.get(entryRef) == slot && remove(entryRef) == slot;
  }

  /** Takes a file off the list. */
  @Nullable UploadSlot remove(String entryRef) {
    leftOut = false;
    Map<String, UploadSlot> next = new LinkedHashMap<>(slots);
    UploadSlot removed = next.remove(entryRef);
    slots = Collections.unmodifiableMap(next);
    return removed;
  }

  /** Pairs of a ref and what is wrong with it. */
  List<List<String>> errorPairs() {
    List<List<String>> pairs = new ArrayList<>();
    for (String error : errors()) {
      pairs.add(List.of(ref, error));
    }
    for (UploadSlot slot : slots.values()) {
      for (String error : slot.entry().errors()) {
        pairs.add(List.of(slot.entry().ref(), error));
      }
    }
    return pairs;
  }
}
