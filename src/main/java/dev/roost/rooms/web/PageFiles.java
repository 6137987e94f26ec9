package dev.roost.rooms.web;

import dev.roost.rooms.web.PageFile.Variant;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileSystem;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads the files of the web page into memory: all but hidden and large ones, by their path below
 * the page's directory. A file that the build has compressed too ({@code a.js.br}, {@code a.js.gz})
 * is one with several encodings; of a large one there may be no other form.
 */
final class PageFiles {
  private final FileSystem files;

  private PageFiles(Vertx vertx) {
    this.files = vertx.fileSystem();
  }

  /** The files by path, such as {@code /assets/index-abc.js}. */
  static Future<Map<String, PageFile>> in(Vertx vertx, String directory) {
    return new PageFiles(vertx).read(directory, "").map(PageFiles::group);
  }

  private Future<Map<String, Variant>> read(String directory, String path) {
    return files
        .readDir(directory)
        .compose(
            entries ->
                Future.all(
                    entries.stream()
                        .map(
                            entry -> entry.substring(entry.replace('\\', '/').lastIndexOf('/') + 1))
                        .filter(name -> !name.startsWith("."))
                        .map(name -> readEntry(directory + "/" + name, path + "/" + name))
                        .toList()))
        .map(
            all -> {
              Map<String, Variant> found = new HashMap<>();
              all.<Map<String, Variant>>list().forEach(found::putAll);
              return found;
            });
  }

  private Future<Map<String, Variant>> readEntry(String file, String path) {
    return files
        .props(file)
        .compose(
            props ->
                props.isDirectory()
                    ? read(file, path)
                    : variant(file, path, props.size()).map(variant -> Map.of(path, variant)));
  }

  private Future<Variant> variant(String file, String path, long length) {
    if (!path.startsWith(PageRoutes.ASSETS)) {
      return files.readFile(file).map(bytes -> Variant.of(file, bytes));
    }
    // The build puts a hash of the content into the name. Hashing megabytes takes a second.
    String etag = path.substring(PageRoutes.ASSETS.length());
    return PageFile.isLarge(length)
        ? Future.succeededFuture(Variant.onDisk(file, length, etag))
        : files.readFile(file).map(bytes -> Variant.of(file, bytes, etag));
  }

  private static Map<String, PageFile> group(Map<String, Variant> read) {
    return read.keySet().stream()
        .map(PageFiles::plainName)
        .distinct()
        .collect(
            Collectors.toUnmodifiableMap(
                path -> path, path -> PageFile.of(path, variants(path, read))));
  }

  private static String plainName(String path) {
    return PageFile.ENDINGS.values().stream()
        .filter(path::endsWith)
        .findFirst()
        .map(ending -> path.substring(0, path.length() - ending.length()))
        .orElse(path);
  }

  private static Map<String, Variant> variants(String path, Map<String, Variant> read) {
    Map<String, Variant> variants = new TreeMap<>();
    if (read.containsKey(path)) {
      variants.put(PageFile.IDENTITY, variant(path, read));
    }
    PageFile.ENDINGS.forEach(
        (encoding, ending) -> {
          if (read.containsKey(path + ending)) {
            variants.put(encoding, variant(path + ending, read));
          }
        });
    return variants;
  }

  private static Variant variant(String path, Map<String, Variant> read) {
    return Objects.requireNonNull(read.get(path));
  }
}
