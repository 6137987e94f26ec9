package dev.roost.rooms.config;

/**
 * The server cannot start with its settings. The message is one line for the operator; a stack
 * trace would not help.
 */
public final class SettingsException extends RuntimeException {

  /** With the line that says what is wrong. */
  public SettingsException(String message) {
    super(message, null, false, false);
  }

  /** About one setting. */
  public SettingsException(Setting setting, String problem) {
    this(setting.path() + ": " + problem);
  }
}
