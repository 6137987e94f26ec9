package dev.roost.rooms.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** All there is to set. {@code config/roost.yaml} says what each is for. */
public enum Setting {
  SERVER_HOST("server.host"),
  SERVER_PORT("server.port"),
  SERVER_CHECK_ORIGIN("server.check-origin"),
  SERVER_TRUSTED_PROXIES("server.trusted-proxies"),
  SERVER_FORWARDED_HEADERS("server.forwarded-headers"),
  SERVER_PUBLIC_URL("server.public-url"),
  SERVER_BASE_PATH("server.base-path"),
  SERVER_MAX_CONNECTIONS("server.max-connections"),
  SERVER_MAX_CONNECTIONS_PER_ADDRESS("server.max-connections-per-address"),
  SERVER_WARM_UP_MILLIS("server.warm-up-millis"),
  HTTP_HEADER_SECONDS("http.header-seconds"),
  HTTP_BODY_SECONDS("http.body-seconds"),
  HTTP_IDLE_SECONDS("http.idle-seconds"),
  HTTP_RESPONSE_SECONDS("http.response-seconds"),
  HTTP_MAX_HEADER_BYTES("http.max-header-bytes"),
  HTTP_MAX_HEADERS_BYTES("http.max-headers-bytes"),
  SOCKET_MAX_CHANNELS("socket.max-channels"),
  SOCKET_MAX_QUEUED_MESSAGES("socket.max-queued-messages"),
  SOCKET_MAX_QUEUED_BYTES("socket.max-queued-bytes"),
  SOCKET_MAX_TOPIC("socket.max-topic"),
  SOCKET_MAX_EVENT("socket.max-event"),
  SOCKET_MAX_REF("socket.max-ref"),
  SOCKET_JOINS_PER_SECOND("socket.joins-per-second"),
  SOCKET_JOIN_BURST("socket.join-burst"),
  SOCKET_MESSAGES_PER_SECOND("socket.messages-per-second"),
  SOCKET_MESSAGE_BURST("socket.message-burst"),
  SOCKET_IDLE_SECONDS("socket.idle-seconds"),
  SOCKET_CLOSE_SECONDS("socket.close-seconds"),
  SOCKET_COMPRESS("socket.compress"),
  SOCKET_MAX_FRAME_BYTES("socket.max-frame-bytes"),
  SOCKET_MAX_OUTBOUND_BYTES("socket.max-outbound-bytes"),
  SOCKET_OUTBOUND_HARD_LIMIT_BYTES("socket.outbound-hard-limit-bytes"),
  SOCKET_OUTBOUND_STALL_SECONDS("socket.outbound-stall-seconds"),
  SOCKET_OUTBOUND_BUDGET_MIB("socket.outbound-budget-mib"),
  LONG_POLL_ENABLED("long-poll.enabled"),
  LONG_POLL_SECRET("long-poll.secret"),
  LONG_POLL_SECRET_FILE("long-poll.secret-file"),
  LONG_POLL_WINDOW_SECONDS("long-poll.window-seconds"),
  LONG_POLL_MAX_SESSIONS("long-poll.max-sessions"),
  LONG_POLL_MAX_SESSIONS_PER_ADDRESS("long-poll.max-sessions-per-address"),
  LONG_POLL_MAX_GUEST_SESSIONS("long-poll.max-guest-sessions"),
  LONG_POLL_MAX_BATCH("long-poll.max-batch"),
  LONG_POLL_MAX_BODY_BYTES("long-poll.max-body-bytes"),
  LONG_POLL_MAX_OUTBOUND_BYTES("long-poll.max-outbound-bytes"),
  LONG_POLL_MAX_OUTBOUND_MESSAGES("long-poll.max-outbound-messages"),
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
  ROOMS_MAX_MESSAGE_CHARACTERS("rooms.max-message-characters"),
  ROOMS_MAX_CHAT_MESSAGES("rooms.max-chat-messages"),
  ROOMS_MAX_STORED_MESSAGES("rooms.max-stored-messages"),
  ROOMS_MAX_STORED_CHANGES("rooms.max-stored-changes"),
  ROOMS_MAX_STORED_CHANGE_BYTES("rooms.max-stored-change-bytes"),
  ROOMS_MAX_ROOM_NAME("rooms.max-room-name"),
  ROOMS_MAX_CHALLENGES("rooms.max-challenges"),
  ROOMS_MAX_CHATS("rooms.max-chats"),
  ROOMS_AWAY_SECONDS("rooms.away-seconds"),
  ROOMS_MAX_UNREAD_ROOMS("rooms.max-unread-rooms"),
  ROOMS_MAX_REACTIONS("rooms.max-reactions"),
  ROOMS_MAX_RUN_OUTPUT_BYTES("rooms.max-run-output-bytes"),
  ROOMS_MAX_RUN_SECONDS("rooms.max-run-seconds"),
  ROOMS_MAX_CASES("rooms.max-cases"),
  ROOMS_MAX_CASE_BYTES("rooms.max-case-bytes"),
  ROOMS_MAX_CASES_SECONDS("rooms.max-cases-seconds"),
  ROOMS_MAX_MEMBERS("rooms.max-members"),
  ROOMS_MAX_INVITES("rooms.max-invites"),
  ROOMS_MAX_INVITE_DAYS("rooms.max-invite-days"),
  ROOMS_GUESTS("rooms.guests"),
  LIVE_ENABLED("live.enabled"),
  LIVE_EVENTS_PER_SECOND("live.events-per-second"),
  LIVE_EVENT_BURST("live.event-burst"),
  LIVE_SLOW_MILLIS("live.slow-millis"),
  SIGN_IN_MAX_PER_ADDRESS("sign-in.max-per-address"),
  SIGN_IN_MAX_PER_NETWORK("sign-in.max-per-network"),
  SIGN_IN_MAX_REGISTRATIONS("sign-in.max-registrations"),
  SIGN_IN_MAX_PER_EMAIL("sign-in.max-per-email"),
  SIGN_IN_WINDOW_SECONDS("sign-in.window-seconds"),
  SIGN_IN_MAX_HASHING("sign-in.max-hashing"),
  SIGN_IN_MAX_HASHING_PER_NETWORK("sign-in.max-hashing-per-network"),
  SIGN_IN_HASH_ITERATIONS("sign-in.hash-iterations"),
  SESSIONS_MAX_PER_ACCOUNT("sessions.max-per-account"),
  SESSIONS_CHECK_SECONDS("sessions.check-seconds"),
  BUDGETS_MESSAGES_PER_MINUTE("budgets.messages-per-minute"),
  BUDGETS_EDITS_PER_SECOND("budgets.edits-per-second"),
  BUDGETS_CREATIONS_PER_HOUR("budgets.creations-per-hour"),
  BUDGETS_NEW_ROOMS_PER_HOUR("budgets.new-rooms-per-hour"),
  BUDGETS_STORED_BYTES_PER_HOUR("budgets.stored-bytes-per-hour"),
  BUDGETS_GUEST_MESSAGES_PER_MINUTE("budgets.guest-messages-per-minute"),
  BUDGETS_GUEST_NEW_ROOMS_PER_HOUR("budgets.guest-new-rooms-per-hour"),
  BUDGETS_GUEST_STORED_BYTES_PER_HOUR("budgets.guest-stored-bytes-per-hour"),
  BUDGETS_ACCOUNTS_PER_ADDRESS("budgets.accounts-per-address"),
  BUDGETS_CHALLENGES_PER_ACCOUNT("budgets.challenges-per-account"),
  BUDGETS_CHATS_PER_ACCOUNT("budgets.chats-per-account"),
  BUDGETS_POINTERS_PER_MINUTE("budgets.pointers-per-minute"),
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
  MAIL_HOST("mail.host"),
  MAIL_PORT("mail.port"),
  MAIL_SECURITY("mail.security"),
  MAIL_USER("mail.user"),
  MAIL_PASSWORD("mail.password"),
  MAIL_PASSWORD_FILE("mail.password-file"),
  MAIL_FROM("mail.from"),
  MAIL_TIMEOUT_SECONDS("mail.timeout-seconds"),
  MAIL_MAX_QUEUED("mail.max-queued"),
  MAIL_MAX_RESETS_PER_ADDRESS("mail.max-resets-per-address"),
  MAIL_MAX_RESETS_PER_EMAIL("mail.max-resets-per-email"),
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

  /** How settings end that are secrets, all of them. */
  private static final Set<String> SECRETS = Set.of("key", "password", "secret");

  private final String path;

  Setting(String path) {
    this.path = path;
  }

  /** The path in the configuration file. */
  public String path() {
    return path;
  }

  /** The environment variable: the path in upper case, with underscores for dots and dashes. */
  public String variable() {
    return "ROOST_" + path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Whether its value is secret. */
  boolean isSecret() {
    return SECRETS.contains(path.substring(path.lastIndexOf('.') + 1));
  }

  /** Whether its value is the name of a file with such a value. */
  boolean isSecretFile() {
    return SECRETS.stream().anyMatch(secret -> path.endsWith("." + secret + "-file"));
  }

  /**
   * Suggests the setting that a wrong name may mean, as the end of a sentence; empty if none is
   * similar.
   *
   * @param name which of their names, {@link #path} or {@link #variable}
   */
  static String hint(String wrong, Function<Setting, String> name) {
    return Arrays.stream(values())
        .map(name)
        .min(Comparator.comparingInt(known -> distance(known, wrong)))
        .filter(known -> distance(known, wrong) <= MAX_MISTAKES)
        .map(known -> "; did you mean " + known + "?")
        .orElse("");
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
