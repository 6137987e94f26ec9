package dev.roost.live;

import dev.roost.live.html.TrustedHtml;
import java.util.ArrayList;
import java.util.Collection;
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
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private boolean leftOut;

  /** One file. */
  static final class Slot {
    private UploadEntry entry;
    private boolean preflighted;
    private long reserved;
    private @Nullable ReceivedFile file;
    private @Nullable Runnable close;
    private boolean opening;
    private boolean ended;

    Slot(UploadEntry entry) {
      this.entry = entry;
    }

    UploadEntry entry() {
      return entry;
    }

    @Nullable ReceivedFile file() {
      return file;
    }

    boolean isPreflighted() {
      return preflighted;
    }

    void progress(int percent) {
      entry = entry.withProgress(percent);
    }

    /** The browser may send it. */
    void allow(long bytes) {
      preflighted = true;
      reserved = bytes;
    }

    /** Whether no channel has begun to receive it; from now on one has. */
    boolean open() {
      boolean first = !opening;
      opening = true;
      return first;
    }

    boolean hasEnded() {
      return ended;
    }

    /** A channel receives it. */
    void receive(ReceivedFile into, Runnable closeChannel) {
      file = into;
      close = closeChannel;
    }

    /** It is consumed or not wanted any more. */
    void end(UploadBudget budget) {
      ended = true;
      budget.release(reserved);
      reserved = 0;
      if (close != null) {
        close.run();
      }
      if (file != null) {
        file.delete();
      }
    }
  }

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
    return slots.values().stream().map(Slot::entry).toList();
  }

  /** What is wrong with the choice as a whole: {@code too_many_files}. */
  public List<String> errors() {
    return slots.size() > options.maxEntries() || leftOut ? List.of(TOO_MANY) : List.of();
  }

  /** The file input, for the template. */
  public TrustedHtml input() {
    StringBuilder html = new StringBuilder(256);
    html.append("<input id=\"").append(ref).append("\" type=\"file\" name=\"").append(name);
    if (!options.accepted().isEmpty()) {
      html.append("\" accept=\"").append(String.join(",", options.accepted()));
    }
    html.append("\" data-phx-hook=\"Phoenix.LiveFileUpload\" data-phx-upload-ref=\"")
        .append(ref)
        .append("\" data-phx-active-refs=\"")
        .append(refs(slot -> true))
        .append("\" data-phx-done-refs=\"")
        .append(refs(slot -> slot.entry.isDone()))
        .append("\" data-phx-preflighted-refs=\"")
        .append(refs(Slot::isPreflighted));
    if (!errorPairs().isEmpty()) {
      html.append("\" data-phx-error-refs=\"").append(refs(slot -> !slot.entry.isValid()));
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

  private String refs(Predicate<Slot> which) {
    return slots.values().stream()
        .filter(which)
        .map(slot -> slot.entry.ref())
        .collect(Collectors.joining(","));
  }

  UploadOptions options() {
    return options;
  }

  @Nullable Slot slot(String entryRef) {
    return slots.get(entryRef);
  }

  Collection<Slot> slots() {
    return new ArrayList<>(slots.values());
  }

  /**
   * Files have been chosen.
   *
   * @return those that had to make place
   */
  List<Slot> choose(Iterable<UploadEntry> chosen) {
    List<Slot> replaced = new ArrayList<>();
    for (UploadEntry entry : chosen) {
      if (!slots.containsKey(entry.ref())) {
        if (options.maxEntries() == 1) {
          replaced.addAll(slots.values());
          slots.clear();
        }
        if (slots.size() == options.maxChosen()) {
          leftOut = true;
          break;
        }
        slots.put(entry.ref(), new Slot(entry));
      }
    }
    return replaced;
  }

  @Nullable Slot remove(String entryRef) {
    leftOut = false;
    return slots.remove(entryRef);
  }

  /** Pairs of a ref and what is wrong with it. */
  List<List<String>> errorPairs() {
    List<List<String>> pairs = new ArrayList<>();
    for (String error : errors()) {
      pairs.add(List.of(ref, error));
    }
    for (Slot slot : slots.values()) {
      for (String error : slot.entry.errors()) {
        pairs.add(List.of(slot.entry.ref(), error));
      }
    }
    return pairs;
  }
}
