package dev.roost.rooms.config;

import dev.roost.transport.OriginCheck;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;

/**
 * All settings, checked.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any that is free
 * @param originCheck which pages may open a socket
 * @param dataDirectory where the server keeps what must survive it
 * @param jwt which tokens are good
 * @param developmentTokens whether anybody may ask for a token of any user
 * @param rooms how much a room may hold
 */
public record Settings(
    String host,
    int port,
    OriginCheck originCheck,
    Path dataDirectory,
    JwtSettings jwt,
    boolean developmentTokens,
    RoomLimits rooms) {

  /**
   * Reads the configuration file, and lets the environment and then the command line override it.
   *
   * @return fails with a {@link SettingsException} if anything is wrong
   */
  public static Future<Settings> load(
      Vertx vertx, CommandLine commandLine, Map<String, String> environment) {
    return ConfigFile.read(vertx, commandLine.configFile())
        .map(
            file ->
                SettingsReader.read(
                    new SettingValues()
                        .with(file)
                        .withEnvironment(environment)
                        .with(commandLine.settings()),
                    commandLine.development()));
  }
}
