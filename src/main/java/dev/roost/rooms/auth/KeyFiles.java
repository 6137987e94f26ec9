package dev.roost.rooms.auth;

import dev.roost.rooms.config.Setting;
import dev.roost.rooms.config.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the files that settings name. */
final class KeyFiles {
  private KeyFiles() {}

  static String read(Setting setting, Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new SettingsException(setting, "cannot read " + path);
    }
  }
}
