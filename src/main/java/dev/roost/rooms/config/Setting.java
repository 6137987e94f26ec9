package dev.roost.rooms.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** All there is to set. {@code config/roost.yaml} says what each is for. */
public enum Setting {
  SERVER_HOST("server.host"),
  SERVER_PORT("server.port"),
  SERVER_CHECK_ORIGIN("server.check-origin"),
  DATA_DIRECTORY("data.directory"),
  JWT_ALGORITHM("jwt.algorithm"),
  JWT_SECRET("jwt.secret"),
  JWT_SECRET_FILE("jwt.secret-file"),
  JWT_PUBLIC_KEY_FILE("jwt.public-key-file"),
  JWT_JWKS_FILE("jwt.jwks-file"),
  JWT_ISSUER("jwt.issuer"),
  JWT_AUDIENCE("jwt.audience"),
  JWT_LEEWAY_SECONDS("jwt.leeway-seconds"),
  JWT_EXPIRES_SECONDS("jwt.expires-seconds"),
  DEVELOPMENT_TOKENS("development.tokens"),
  ROOMS_MAX_RESPONSE_BYTES("rooms.max-response-bytes"),
  ROOMS_MAX_MESSAGE_BYTES("rooms.max-message-bytes"),
  ROOMS_MAX_CHAT_MESSAGES("rooms.max-chat-messages");

  private final String path;

  Setting(String path) {
    this.path = path;
  }

  /** Where it is in the configuration file. */
  public String path() {
    return path;
  }

  /** The environment variable: the path in upper case, with underscores for dots and dashes. */
  public String variable() {
    return "ROOST_" + path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  static Optional<Setting> atPath(String path) {
    return Arrays.stream(values()).filter(setting -> setting.path.equals(path)).findFirst();
  }
}
