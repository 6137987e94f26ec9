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

  /** Adds values, which win over those added before. */
  SettingValues with(Map<Setting, ?> more) {
    values.putAll(more);
    return this;
  }

  /** Adds those that the environment has; an empty variable counts as none. */
  SettingValues withEnvironment(Map<String, String> environment) {
    for (Setting setting : Setting.values()) {
      String value = environment.get(setting.variable());
      if (value != null && !value.isEmpty()) {
        values.put(setting, value);
      }
    }
    return this;
  }

  Optional<String> text(Setting setting) {
    Object value = values.get(setting);
    if (value instanceof List) {
      throw new SettingsException(setting, "one value, not a list");
    }
    return Optional.ofNullable(value).map(Object::toString).filter(text -> !text.isEmpty());
  }

  String text(Setting setting, String otherwise) {
    return text(setting).orElse(otherwise);
  }

  int number(Setting setting, int otherwise, int from, int to) {
    Optional<String> text = text(setting);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= from && number <= to) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as for a number out of range.
    }
    throw new SettingsException(
        setting, text.get() + " is not a number from " + from + " to " + to);
  }

  boolean flag(Setting setting, boolean otherwise) {
    String text = text(setting, String.valueOf(otherwise));
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
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

  /** A list, which as text is separated by commas. */
  List<String> list(Setting setting) {
    Object value = values.get(setting);
    Stream<?> entries =
        value instanceof List<?> list
            ? list.stream()
            : text(setting).stream().flatMap(text -> Arrays.stream(text.split(",", -1)));
    return entries
        .map(String::valueOf)
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .toList();
  }
}
