package dev.roost.rooms.config;

import dev.roost.OriginCheck;
import dev.roost.cluster.ClusterSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * All settings, checked.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any that is free
 * @param originCheck which pages may open a socket
 * @param proxy what is in front of the server
 * @param socket the limits of those sockets
 * @param dataDirectory where the server keeps what must survive it
 * @param jwt which tokens are good
 * @param developmentTokens whether any client may request a token of any user
 * @param guests whether those without an account may chat
 * @param live the chats as live views
 * @param rooms how much the rooms may hold
 * @param access how many people one room may have
 * @param signIn the limits of attempts to sign in
 * @param sessions how many sign-ins of an account last, and how they are checked
 * @param budgets how much one account, guest or address may do
 * @param operations what those who run the server may want
 * @param database where everything is stored
 * @param mail the mail server, if there is one
 * @param cluster how this server finds others, if it is one of several
 */
public record Settings(
    String host,
    int port,
    OriginCheck originCheck,
    ProxySettings proxy,
    SocketSettings socket,
    Path dataDirectory,
    JwtSettings jwt,
    boolean developmentTokens,
    boolean guests,
    LiveSettings live,
    RoomLimits rooms,
    AccessLimits access,
    SignInLimits signIn,
    SessionSettings sessions,
    BudgetSettings budgets,
    OperationsSettings operations,
    DatabaseSettings database,
    Optional<MailSettings> mail,
    Optional<ClusterSettings> cluster) {

  /**
   * Reads the configuration file, and lets the environment and then the command line override it.
   *
   * @return fails with a {@link SettingsException} if anything is wrong
   */
  public static Future<Settings> load(
      Vertx vertx, CommandLine commandLine, Map<String, String> environment) {
    return ConfigFile.read(vertx, commandLine.configFile())
        .map(
            file -> {
              SettingValues values = values(file, commandLine, environment);
              SecretFiles.check(values, ConfigFile.path(commandLine.configFile()), file.keySet());
              return SettingsReader.read(values, commandLine.development());
            });
  }

  /**
   * All settings that have a value, wherever that is from, as a configuration file; without
   * secrets.
   *
   * @return fails as {@link #load} does
   */
  public static Future<String> print(
      Vertx vertx, CommandLine commandLine, Map<String, String> environment) {
    return ConfigFile.read(vertx, commandLine.configFile())
        .map(
            file -> {
              SettingValues values = values(file, commandLine, environment);
              SettingsReader.read(values, commandLine.development());
              return PrintedSettings.yaml(values.inEffect());
            });
  }

  private static SettingValues values(
      Map<Setting, Object> file, CommandLine commandLine, Map<String, String> environment) {
    return new SettingValues()
        .with(file)
        .with(EnvironmentVariables.settings(environment))
        .with(commandLine.settings());
  }
}
