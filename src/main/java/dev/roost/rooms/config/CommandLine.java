package dev.roost.rooms.config;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of the server's command line.
 *
 * @param configFile the configuration file, or null for the usual one
 * @param development whether this is a developer's own server: listens on loopback by default, and
 *     hands out tokens
 * @param printConfig whether to say what all settings are, instead of serving
 * @param settings settings that were given directly
 * @param resetPasswordOf the address of the account to make a reset link for, instead of serving
 */
public record CommandLine(
    @Nullable Path configFile,
    boolean development,
    boolean printConfig,
    Map<Setting, String> settings,
    @Nullable String resetPasswordOf) {

  private static final String USAGE =
      "usage: [--port N] [--dev] [--config FILE] [--data DIR] [--print-config]"
          + " [--reset-password EMAIL]";

  /** Copies the settings. */
  public CommandLine {
    settings = Map.copyOf(settings);
  }

  /** For a server. */
  public CommandLine(
      @Nullable Path configFile,
      boolean development,
      boolean printConfig,
      Map<Setting, String> settings) {
    this(configFile, development, printConfig, settings, null);
  }

  /**
   * Reads the arguments.
   *
   * @throws SettingsException if they cannot be understood
   */
  public static CommandLine parse(String... args) {
    Path configFile = null;
    boolean development = false;
    boolean printConfig = false;
    String resetPasswordOf = null;
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--dev" -> {
          development = true;
          settings.put(Setting.DEVELOPMENT_TOKENS, "true");
        }
        case "--print-config" -> printConfig = true;
        case "--port" -> settings.put(Setting.SERVER_PORT, valueAt(args, ++i));
        case "--data" -> settings.put(Setting.DATA_DIRECTORY, valueAt(args, ++i));
        case "--reset-password" -> resetPasswordOf = valueAt(args, ++i);
        case "--config" -> configFile = Path.of(valueAt(args, ++i));
        default -> throw new SettingsException("unknown option " + args[i] + "; " + USAGE);
      }
    }
    return new CommandLine(configFile, development, printConfig, settings, resetPasswordOf);
  }

  private static String valueAt(String[] args, int index) {
    if (index == args.length) {
      throw new SettingsException(args[index - 1] + " needs a value; " + USAGE);
    }
    return args[index];
  }
}
