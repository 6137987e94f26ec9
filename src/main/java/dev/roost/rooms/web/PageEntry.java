package dev.roost.rooms.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The files that a page loads, by the names that the build gave to them. Paths are relative to the
 * base path.
 *
 * @param script an ECMAScript module, which imports all others
 * @param modules the script and all modules that it needs before it runs
 * @param styles style sheets, in their order
 */
public record PageEntry(String script, List<String> modules, List<String> styles) {
  /** The path of the build's manifest, which maps sources to files. */
  static final String MANIFEST = "/build-manifest.json";

  /** Copies the lists. */
  public PageEntry {
    modules = List.copyOf(modules);
    styles = List.copyOf(styles);
  }

  /**
   * Finds the files of an entry.
   *
   * @throws IllegalArgumentException if the build had no such entry
   */
  static PageEntry in(String manifest, String entry) {
    JsonObject chunks = new JsonObject(manifest);
    JsonObject chunk = chunks.getJsonObject(entry);
    if (chunk == null) {
      throw new IllegalArgumentException(
          "the web page was built without " + entry + ": build web-client again");
    }
    Set<String> needed = new LinkedHashSet<>();
    collectChunks(chunks, entry, needed);
    Set<String> styles = new LinkedHashSet<>();
    collectStyles(chunks, entry, styles, new HashSet<>());
    return new PageEntry(
        chunk.getString("file"),
        needed.stream().map(name -> chunks.getJsonObject(name).getString("file")).toList(),
        List.copyOf(styles));
  }

  private static void collectChunks(JsonObject chunks, String name, Set<String> needed) {
    if (needed.add(name)) {
      for (Object imported : chunks.getJsonObject(name).getJsonArray("imports", new JsonArray())) {
        collectChunks(chunks, (String) imported, needed);
      }
    }
  }

  // Chunks may import each other.
  private static void collectStyles(
      JsonObject chunks, String name, Set<String> styles, Set<String> seen) {
    if (seen.add(name)) {
      JsonObject chunk = chunks.getJsonObject(name);
      for (Object imported : chunk.getJsonArray("imports", new JsonArray())) {
        collectStyles(chunks, (String) imported, styles, seen);
      }
      chunk.getJsonArray("css", new JsonArray()).forEach(style -> styles.add((String) style));
    }
  }
}
