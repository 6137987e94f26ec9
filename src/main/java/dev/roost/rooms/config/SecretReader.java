package dev.roost.rooms.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads secrets, which may be in a file of their own. */
final class SecretReader {
  private final SettingValues values;

  SecretReader(SettingValues values) {
    this.values = values;
  }

  /**
   * The secret, if there is one.
   *
   * @param setting may have the secret itself
   * @param fileSetting may have the name of its file
   * @param minLength how many characters it must have
   */
  Optional<String> secret(Setting setting, Setting fileSetting, int minLength) {
    Optional<String> secret = values.text(setting);
    Optional<Path> file = values.path(fileSetting);
    if (secret.isPresent() && file.isPresent()) {
      throw new SettingsException(
          setting, "there is " + fileSetting.path() + ", too; only one can be");
    }
    Optional<String> found = secret.or(() -> file.map(path -> read(fileSetting, path)));
    if (found.isPresent() && found.get().length() < minLength) {
      throw new SettingsException(
          secret.isPresent() ? setting : fileSetting,
          "a key has at least " + minLength + " characters");
    }
    return found;
  }

  private static String read(Setting setting, Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new SettingsException(setting, "cannot read " + file);
    }
  }
}
