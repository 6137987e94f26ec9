package dev.roost.rooms.config;

import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the configuration file, in YAML. */
final class ConfigFile {
  /** The default path, which need not exist. */
  static final Path USUAL = Path.of("config", "roost.yaml");

  private ConfigFile() {}

  /**
   * The settings that the file has, as YAML types them: strings, numbers, booleans, lists.
   *
   * @param named the file to read, which must exist, or null for the usual one
   */
  static Future<Map<Setting, Object>> read(Vertx vertx, @Nullable Path named) {
    Path file = path(named);
    if (file == null) {
      return Future.succeededFuture(Map.of());
    }
    return vertx
        .fileSystem()
        .readFile(file.toAbsolutePath().toString())
        .recover(failure -> Future.failedFuture(new SettingsException("cannot read " + file)))
        .compose(content -> hasSettings(content.toString()) ? retrieve(vertx, file) : noSettings());
  }

  /** The file that {@link #read} reads, or null if there is none. */
  static @Nullable Path path(@Nullable Path named) {
    return named != null ? named : Files.exists(USUAL) ? USUAL : null;
  }

  // vertx-config fails on a file in which everything is commented out.
  private static boolean hasSettings(String yaml) {
    return yaml.lines()
        .map(String::strip)
        .anyMatch(line -> !line.isEmpty() && line.charAt(0) != '#');
  }

  private static Future<Map<Setting, Object>> noSettings() {
    return Future.succeededFuture(Map.of());
  }

  private static Future<Map<Setting, Object>> retrieve(Vertx vertx, Path file) {
    ConfigStoreOptions store =
        new ConfigStoreOptions()
            .setType("file")
            .setFormat("yaml")
            .setConfig(new JsonObject().put("path", file.toAbsolutePath().toString()));
    ConfigRetriever retriever =
        ConfigRetriever.create(vertx, new ConfigRetrieverOptions().addStore(store));
    return retriever
        .getConfig()
        .eventually(retriever::close)
        .recover(failure -> Future.failedFuture(notYaml(file, failure)))
        .map(
            json -> {
              Map<Setting, Object> found = new EnumMap<>(Setting.class);
              collect(file, json, "", found);
              return found;
            });
  }

  // The parser explains itself over many lines; the first says what it stumbled over.
  private static SettingsException notYaml(Path file, Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return new SettingsException(
        file + " is not a YAML file of settings: " + message.lines().findFirst().orElse(""));
  }

  private static void collect(
      Path file, JsonObject json, String prefix, Map<Setting, Object> into) {
    for (Map.Entry<String, Object> entry : json) {
      String path = prefix + entry.getKey();
      Object value = entry.getValue();
      if (value instanceof JsonObject section) {
        collect(file, section, path + ".", into);
      } else if (value != null) {
        Setting setting =
            Setting.atPath(path)
                .orElseThrow(
                    () ->
                        new SettingsException(
                            file
                                + " has an unknown setting: "
                                + path
                                + Setting.hint(path, Setting::path)));
        into.put(setting, value instanceof JsonArray list ? list.getList() : value);
      }
    }
  }
}
