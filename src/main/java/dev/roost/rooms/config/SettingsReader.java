package dev.roost.rooms.config;

import dev.roost.OriginCheck;
import dev.roost.Rate;
import dev.roost.auth.JwtAlgorithm;
import dev.roost.cluster.ClusterSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes {@link Settings} of values: the one place that knows the defaults and what is allowed. */
final class SettingsReader {
  private static final int THREE_DAYS = 3 * 24 * 60 * 60;
  private static final int ONE_YEAR = 365 * 24 * 60 * 60;

  private final SettingValues values;
  private final boolean development;

  private SettingsReader(SettingValues values, boolean development) {
    this.values = values;
    this.development = development;
  }

  static Settings read(SettingValues values, boolean development) {
    return new SettingsReader(values, development).settings();
  }

  private Settings settings() {
    Path data = values.path(Setting.DATA_DIRECTORY, Path.of("data"));
    JwtSettings jwt = jwt(data);
    Optional<ClusterSettings> cluster = new ClusterReader(values).cluster();
    RoomLimits rooms = rooms();
    ProxySettings proxy = new ProxyReader(values).proxy();
    return new Settings(
        // A developer's server hands out tokens, which must not reach the network by accident.
        values.text(Setting.SERVER_HOST, development ? "127.0.0.1" : "0.0.0.0"),
        values.number(Setting.SERVER_PORT, 4000, 0, 65_535),
        originCheck(proxy),
        proxy,
        new SocketReader(values).socket(rooms.maxResponseBytes()),
        data,
        jwt,
        developmentTokens(jwt.algorithm()),
        values.flag(Setting.ROOMS_GUESTS, development),
        live(jwt.algorithm()),
        rooms,
        access(),
        signIn(),
        sessions(),
        budgets(),
        new OperationsReader(values).operations(),
        new DatabaseReader(values, development)
            .database(data, cluster.map(enabled -> ClusterReader.name(values))),
        new MailReader(values).mail(proxy.publicUrl().isPresent(), jwt.algorithm().hasSecret()),
        cluster);
  }

  private RoomLimits rooms() {
    return new RoomLimits(
        values.number(Setting.ROOMS_MAX_RESPONSE_BYTES, 1 << 20, 1, 16 << 20),
        values.number(Setting.ROOMS_MAX_MESSAGE_CHARACTERS, 4_000, 1, 100_000),
        values.number(Setting.ROOMS_MAX_CHAT_MESSAGES, 100, 1, 10_000),
        values.number(Setting.ROOMS_MAX_STORED_MESSAGES, 10_000, 1, 1_000_000),
        values.number(Setting.ROOMS_MAX_STORED_CHANGES, 10_000, 1, 1_000_000),
        values.number(Setting.ROOMS_MAX_STORED_CHANGE_BYTES, 4 << 20, 1, 1 << 30),
        values.number(Setting.ROOMS_MAX_ROOM_NAME, 100, 1, 200),
        values.number(Setting.ROOMS_MAX_CHALLENGES, 1_000, 1, 100_000),
        values.number(Setting.ROOMS_MAX_CHATS, 1_000, 1, 100_000),
        values.number(Setting.ROOMS_AWAY_SECONDS, 25, 1, 600),
        values.number(Setting.ROOMS_MAX_UNREAD_ROOMS, 200, 1, 500),
        values.number(Setting.ROOMS_MAX_REACTIONS, 200, 1, 10_000),
        values.number(Setting.ROOMS_MAX_RUN_OUTPUT_BYTES, 1 << 16, 1, 1 << 20),
        values.number(Setting.ROOMS_MAX_RUN_SECONDS, 10, 1, 300),
        values.number(Setting.ROOMS_MAX_CASES, 20, 1, 100),
        values.number(Setting.ROOMS_MAX_CASE_BYTES, 4096, 1, 16_384),
        values.number(Setting.ROOMS_MAX_CASES_SECONDS, 60, 1, 3_600));
  }

  private AccessLimits access() {
    return new AccessLimits(
        values.number(Setting.ROOMS_MAX_MEMBERS, 1_000, 1, 100_000),
        values.number(Setting.ROOMS_MAX_INVITES, 20, 1, 1_000),
        values.number(Setting.ROOMS_MAX_INVITE_DAYS, 90, 1, 3_650));
  }

  private SignInLimits signIn() {
    return new SignInLimits(
        values.number(Setting.SIGN_IN_MAX_PER_ADDRESS, 100, 1, 1_000_000),
        values.number(Setting.SIGN_IN_MAX_PER_NETWORK, 1_000, 1, 1_000_000),
        values.number(Setting.SIGN_IN_MAX_REGISTRATIONS, 20, 1, 1_000_000),
        values.number(Setting.SIGN_IN_MAX_PER_EMAIL, 10, 1, 1_000_000),
        values.number(Setting.SIGN_IN_WINDOW_SECONDS, 300, 1, 86_400),
        values.number(Setting.SIGN_IN_MAX_HASHING, 64, 1, 10_000),
        values.number(Setting.SIGN_IN_MAX_HASHING_PER_NETWORK, 8, 1, 10_000),
        values.number(Setting.SIGN_IN_HASH_ITERATIONS, 210_000, 1_000, 10_000_000));
  }

  private SessionSettings sessions() {
    return new SessionSettings(
        values.number(Setting.SESSIONS_MAX_PER_ACCOUNT, 50, 1, 1_000),
        values.number(Setting.SESSIONS_CHECK_SECONDS, 30, 1, 300));
  }

  private BudgetSettings budgets() {
    return new BudgetSettings(
        budget(Setting.BUDGETS_MESSAGES_PER_MINUTE, 120),
        budget(Setting.BUDGETS_EDITS_PER_SECOND, 50),
        budget(Setting.BUDGETS_CREATIONS_PER_HOUR, 60),
        budget(Setting.BUDGETS_NEW_ROOMS_PER_HOUR, 60),
        budget(Setting.BUDGETS_STORED_BYTES_PER_HOUR, 16 << 20),
        budget(Setting.BUDGETS_GUEST_MESSAGES_PER_MINUTE, 120),
        budget(Setting.BUDGETS_GUEST_NEW_ROOMS_PER_HOUR, 60),
        budget(Setting.BUDGETS_GUEST_STORED_BYTES_PER_HOUR, 1 << 20),
        budget(Setting.BUDGETS_ACCOUNTS_PER_ADDRESS, 5),
        budget(Setting.BUDGETS_CHALLENGES_PER_ACCOUNT, 100),
        budget(Setting.BUDGETS_CHATS_PER_ACCOUNT, 100),
        budget(Setting.BUDGETS_POINTERS_PER_MINUTE, 20));
  }

  private int budget(Setting setting, int otherwise) {
    return values.number(setting, otherwise, 0, 1 << 30);
  }

  // -- Origin

  private OriginCheck originCheck(ProxySettings proxy) {
    List<String> entries = values.list(Setting.SERVER_CHECK_ORIGIN, "same");
    if (entries.equals(List.of("same"))) {
      return proxy
          .publicUrl()
          .map(url -> OriginCheck.host(url.getHost()))
          .orElseGet(OriginCheck::sameHost);
    }
    if (entries.equals(List.of("false"))) {
      return OriginCheck.none();
    }
    try {
      return OriginCheck.allow(entries.stream().map(SettingsReader::origin).toList());
    } catch (IllegalArgumentException e) {
      throw new SettingsException(Setting.SERVER_CHECK_ORIGIN, String.valueOf(e.getMessage()));
    }
  }

  private static String origin(String entry) {
    return entry.contains("//") ? entry : "//" + entry;
  }

  // -- Tokens

  private JwtSettings jwt(Path data) {
    JwtAlgorithm algorithm = algorithm();
    return new JwtSettings(
        algorithm,
        algorithm.hasSecret() ? secret(data) : publicKey(algorithm),
        values.text(Setting.JWT_ISSUER, "Roost"),
        values.text(Setting.JWT_AUDIENCE).orElse(null),
        values.number(Setting.JWT_LEEWAY_SECONDS, 0, 0, 3600),
        values.number(Setting.JWT_EXPIRES_SECONDS, THREE_DAYS, 1, ONE_YEAR));
  }

  private JwtAlgorithm algorithm() {
    String name = values.text(Setting.JWT_ALGORITHM, JwtAlgorithm.HS512.name());
    return Arrays.stream(JwtAlgorithm.values())
        .filter(algorithm -> algorithm.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingsException(
                    Setting.JWT_ALGORITHM,
                    name + " is none of " + Arrays.toString(JwtAlgorithm.values())));
  }

  private KeySource secret(Path data) {
    for (Setting other : List.of(Setting.JWT_PUBLIC_KEY_FILE, Setting.JWT_JWKS_FILE)) {
      refuse(other, "is for the RS and ES algorithms; set jwt.algorithm, too");
    }
    Optional<KeySource> secret = values.text(Setting.JWT_SECRET).map(KeySource.Secret::new);
    Optional<KeySource> file = values.path(Setting.JWT_SECRET_FILE).map(KeySource.SecretFile::new);
    if (secret.isPresent() && file.isPresent()) {
      throw new SettingsException(
          Setting.JWT_SECRET, "there is jwt.secret-file, too; only one can be");
    }
    return secret
        .or(() -> file)
        .orElseGet(() -> new KeySource.GeneratedSecret(data.resolve("jwt.secret")));
  }

  private KeySource publicKey(JwtAlgorithm algorithm) {
    for (Setting other : List.of(Setting.JWT_SECRET, Setting.JWT_SECRET_FILE)) {
      refuse(other, "is for the HS algorithms, not for " + algorithm);
    }
    Optional<KeySource> pem =
        values.path(Setting.JWT_PUBLIC_KEY_FILE).map(KeySource.PublicKeyFile::new);
    Optional<KeySource> jwks = values.path(Setting.JWT_JWKS_FILE).map(KeySource.JwksFile::new);
    if (pem.isPresent() == jwks.isPresent()) {
      throw new SettingsException(
          Setting.JWT_ALGORITHM,
          algorithm + " needs jwt.public-key-file or jwt.jwks-file, one of them");
    }
    return pem.or(() -> jwks).orElseThrow();
  }

  private void refuse(Setting setting, String why) {
    if (values.text(setting).isPresent()) {
      throw new SettingsException(setting, why);
    }
  }

  private LiveSettings live(JwtAlgorithm algorithm) {
    int perSecond = values.number(Setting.LIVE_EVENTS_PER_SECOND, 100, 0, 1_000_000);
    int burst = values.number(Setting.LIVE_EVENT_BURST, 500, 1, 1_000_000);
    return new LiveSettings(
        isLive(algorithm),
        perSecond == 0 ? null : new Rate(perSecond, burst),
        values.number(Setting.LIVE_SLOW_MILLIS, 5, 1, 60_000));
  }

  private boolean isLive(JwtAlgorithm algorithm) {
    boolean on = values.flag(Setting.LIVE_ENABLED, algorithm.hasSecret());
    if (on && !algorithm.hasSecret()) {
      throw new SettingsException(
          Setting.LIVE_ENABLED,
          "needs accounts that sign in here, and with " + algorithm + " none can");
    }
    return on;
  }

  private boolean developmentTokens(JwtAlgorithm algorithm) {
    boolean on = values.flag(Setting.DEVELOPMENT_TOKENS, false);
    if (on && !algorithm.hasSecret()) {
      throw new SettingsException(
          Setting.DEVELOPMENT_TOKENS,
          "needs a secret to sign with, and " + algorithm + " has none");
    }
    return on;
  }
}
