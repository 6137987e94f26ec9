package dev.roost.rooms.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The value of each setting that has one, wherever it came from. The environment and the command
 * line give text for everything, so a number or list may be text here, too.
 */
final class SettingValues {
  private final Map<Setting, Object> values = new EnumMap<>(Setting.class);
  private final Map<Setting, Object> read = new EnumMap<>(Setting.class);

  /** Adds values, which win over those added before. */
  SettingValues with(Map<Setting, ?> more) {
    values.putAll(more);
    return this;
  }

  /**
   * All that have a value now: those that were given, and the defaults of those that were read,
   * both as the type that they were read as.
   */
  Map<Setting, Object> inEffect() {
    Map<Setting, Object> all = new EnumMap<>(values);
    all.putAll(read);
    return all;
  }

  Optional<String> text(Setting setting) {
    Object value = values.get(setting);
    if (value instanceof List) {
      throw new SettingsException(setting, "one value, not a list");
    }
    return Optional.ofNullable(value).map(Object::toString).filter(text -> !text.isEmpty());
  }

  String text(Setting setting, String otherwise) {
    return found(setting, text(setting).orElse(otherwise));
  }

  private <T> T found(Setting setting, T value) {
    read.put(setting, value);
    return value;
  }

  int number(Setting setting, int otherwise, int from, int to) {
    Optional<String> text = text(setting);
    if (text.isEmpty()) {
      return found(setting, otherwise);
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= from && number <= to) {
        return found(setting, number);
      }
    } catch (NumberFormatException e) {
      // Reported below, as for a number out of range.
    }
    throw new SettingsException(
        setting, text.get() + " is not a number from " + from + " to " + to);
  }

  boolean flag(Setting setting, boolean otherwise) {
    String text = text(setting, String.valueOf(otherwise));
    return switch (text) {
      case "true" -> found(setting, true);
      case "false" -> found(setting, false);
      default -> throw new SettingsException(setting, text + " is neither true nor false");
    };
  }

  Optional<Path> path(Setting setting) {
    return text(setting)
        .map(
            text -> {
              try {
                return Path.of(text);
              } catch (InvalidPathException e) {
                throw new SettingsException(setting, text + " is not a path");
              }
            });
  }

  Path path(Setting setting, Path otherwise) {
    Path path = path(setting).orElse(otherwise);
    found(setting, path.toString());
    return path;
  }

  /** A list, which as text is separated by commas. */
  List<String> list(Setting setting, String... otherwise) {
    Object value = values.get(setting);
    Stream<?> given =
        value instanceof List<?> list
            ? list.stream()
            : text(setting).stream().flatMap(text -> Arrays.stream(text.split(",", -1)));
    List<String> entries =
        given.map(String::valueOf).map(String::strip).filter(entry -> !entry.isEmpty()).toList();
    return entries.isEmpty() ? listed(setting, List.of(otherwise)) : listed(setting, entries);
  }

  // Reports it in its usual spelling.
  private List<String> listed(Setting setting, List<String> entries) {
    if (!entries.isEmpty()) {
      read.put(setting, entries.size() == 1 ? entries.get(0) : entries);
    }
    return entries;
  }
}
