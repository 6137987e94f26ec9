package dev.roost.rooms.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** All there is to set. {@code config/roost.yaml} says what each is for. */
public enum Setting {
  SERVER_HOST("server.host"),
  SERVER_PORT("server.port"),
  SERVER_CHECK_ORIGIN("server.check-origin"),
  SERVER_MAX_CONNECTIONS("server.max-connections"),
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
  DRAIN_BATCH_SIZE("drain.batch-size"),
  DRAIN_INTERVAL_MILLIS("drain.interval-millis"),
  DRAIN_SHUTDOWN_SECONDS("drain.shutdown-seconds"),
  DRAIN_PAUSE_SECONDS("drain.pause-seconds"),
  METRICS_ENABLED("metrics.enabled"),
  METRICS_KEY("metrics.key"),
  METRICS_KEY_FILE("metrics.key-file"),
  ADMIN_KEY("admin.key"),
  ADMIN_KEY_FILE("admin.key-file"),
  PUBLISH_KEY("publish.key"),
  PUBLISH_KEY_FILE("publish.key-file"),
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

  private static final int MAX_MISTAKES = 4;

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

  /** The path that a wrong one was probably meant to be, or nothing if none is alike. */
  static Optional<String> nearestTo(String wrong) {
    return Arrays.stream(values())
        .map(setting -> setting.path)
        .min(Comparator.comparingInt(path -> distance(path, wrong)))
        .filter(path -> distance(path, wrong) <= MAX_MISTAKES);
  }

  // Levenshtein's: how many characters have to be put in, left out or changed.
  private static int distance(String a, String b) {
    int[] row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  static Optional<Setting> atPath(String path) {
    return Arrays.stream(values()).filter(setting -> setting.path.equals(path)).findFirst();
  }
}
