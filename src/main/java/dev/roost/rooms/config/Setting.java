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
  ROOMS_MAX_CHAT_MESSAGES("rooms.max-chat-messages"),
  ROOMS_MAX_STORED_MESSAGES("rooms.max-stored-messages"),
  ROOMS_MAX_STORED_CHANGES("rooms.max-stored-changes"),
  ROOMS_MAX_ROOM_NAME("rooms.max-room-name"),
  ROOMS_MAX_CHALLENGES("rooms.max-challenges"),
  ROOMS_MAX_CHATS("rooms.max-chats"),
  ROOMS_GUESTS("rooms.guests"),
  SIGN_IN_MAX_PER_ADDRESS("sign-in.max-per-address"),
  SIGN_IN_MAX_PER_EMAIL("sign-in.max-per-email"),
  SIGN_IN_WINDOW_SECONDS("sign-in.window-seconds"),
  DATABASE_URL("database.url"),
  DATABASE_USER("database.user"),
  DATABASE_PASSWORD("database.password"),
  DATABASE_PASSWORD_FILE("database.password-file"),
  DATABASE_POOL_SIZE("database.pool-size"),
  DATABASE_DEMO_ACCOUNTS("database.demo-accounts"),
  CLUSTER_ENABLED("cluster.enabled"),
  CLUSTER_NAME("cluster.name"),
  CLUSTER_HOST("cluster.host"),
  CLUSTER_PORT("cluster.port"),
  CLUSTER_PUBLIC_HOST("cluster.public-host"),
  CLUSTER_MEMBERS("cluster.members"),
  CLUSTER_MULTICAST("cluster.multicast"),
  CLUSTER_KUBERNETES_DNS("cluster.kubernetes-dns"),
  CLUSTER_CONFIG_FILE("cluster.config-file");

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
