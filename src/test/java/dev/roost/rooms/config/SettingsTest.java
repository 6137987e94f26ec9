package dev.roost.rooms.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.roost.DrainOptions;
import dev.roost.FieldLimits;
import dev.roost.OriginCheck;
import dev.roost.Rate;
import dev.roost.SocketLimits;
import dev.roost.auth.JwtAlgorithm;
import dev.roost.rooms.config.MailSettings.Security;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(VertxExtension.class)
class SettingsTest {
  private static final Settings DEFAULTS =
      new Settings(
          "0.0.0.0",
          4000,
          OriginCheck.sameHost(),
          ProxySettings.NONE,
          new SocketSettings(
              new SocketLimits(
                  100,
                  1_000,
                  SocketLimits.DEFAULT.maxQueuedBytes(),
                  SocketLimits.DEFAULT.maxSubscriptions(),
                  SocketLimits.DEFAULT.fields(),
                  new Rate(20, 100),
                  new Rate(100, 1_000)),
              60,
              5,
              false,
              7_340_032,
              new OutboundSettings(1_048_576, 16_777_216, 10, 0),
              Optional.of(
                  new LongPollSettings(
                      Optional.empty(),
                      10,
                      10_000,
                      1_000,
                      5_000,
                      100,
                      8_000_000,
                      1_048_576,
                      100_000))),
          Path.of("data"),
          new JwtSettings(
              JwtAlgorithm.HS512,
              new KeySource.GeneratedSecret(Path.of("data/jwt.secret")),
              "Roost",
              null,
              0,
              259_200),
          false,
          false,
          new LiveSettings(true, new Rate(100, 500), 5),
          new RoomLimits(
              1_048_576, 4_000, 100, 10_000, 10_000, 4_194_304, 100, 1_000, 1_000, 25, 200, 200,
              65_536, 10, 20, 4_096, 60),
          new AccessLimits(1_000, 20, 90),
          new SignInLimits(100, 1_000, 20, 10, 300, 64, 8, 210_000),
          new SessionSettings(50, 30),
          new BudgetSettings(120, 50, 60, 60, 16_777_216, 120, 60, 1_048_576, 5, 100, 100, 20),
          new OperationsSettings(
              0,
              1_000,
              Duration.ofSeconds(2),
              new HttpSettings(10, 30, 60, 30, 10_000, 65_536),
              DrainOptions.DEFAULT,
              false,
              Optional.empty(),
              Optional.empty(),
              Optional.empty()),
          new DatabaseSettings(
              new DatabasePlace.Embedded(Path.of("data"), Optional.empty()), 10, false),
          Optional.empty(),
          Optional.empty());

  @TempDir Path directory;

  @Test
  void settingsHaveDefaults(Vertx vertx) throws IOException {
    assertThat(load(vertx, "", Map.of())).isEqualTo(DEFAULTS);
    assertThat(load(vertx, "# server:\n\n  # port: 1\n", Map.of())).isEqualTo(DEFAULTS);
    assertThat(load(vertx, "server:\n  port:\n", Map.of())).isEqualTo(DEFAULTS);
  }

  @Test
  void shippedFileHasTheDefaults(Vertx vertx) {
    Settings settings =
        Settings.load(vertx, CommandLine.parse("--config", "config/roost.yaml"), Map.of()).await();

    assertThat(settings)
        .usingRecursiveComparison()
        .withEqualsForType((a, b) -> a.normalize().equals(b.normalize()), Path.class)
        .isEqualTo(DEFAULTS);
  }

  @Test
  void shippedFileNamesAllSettings() throws IOException {
    String file = Files.readString(Path.of("config/roost.yaml"));

    for (Setting setting : Setting.values()) {
      String section = setting.path().substring(0, setting.path().indexOf('.'));
      String name = setting.path().substring(section.length() + 1);
      assertThat(file).containsPattern("(?s)\n" + section + ":\n.*\n  (# )?" + name + ":");
    }
  }

  @Test
  void developmentModeListensOnLoopbackAndIssuesTokens(Vertx vertx) throws IOException {
    Settings settings = load(vertx, "development: {tokens: false}", Map.of(), "--dev");

    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.developmentTokens()).isTrue();
    assertThat(load(vertx, "server: {host: '::'}", Map.of(), "--dev").host()).isEqualTo("::");
  }

  @Test
  void environmentOverridesTheFileAndTheCommandLineOverridesBoth(Vertx vertx) throws IOException {
    String file = "server: {port: 1, host: file}\ndata: {directory: file}";
    Map<String, String> environment =
        Map.of(
            "ROOST_SERVER_PORT", "2", "ROOST_SERVER_HOST", "environment", "ROOST_JWT_ISSUER", "");

    Settings settings = load(vertx, file, environment, "--port", "3");

    assertThat(settings.port()).isEqualTo(3);
    assertThat(settings.host()).isEqualTo("environment");
    assertThat(settings.dataDirectory()).isEqualTo(Path.of("file"));
    assertThat(settings.jwt().issuer()).isEqualTo("Roost");
  }

  @Test
  void variablesAreTheUpperCasePath() {
    assertThat(Setting.JWT_PUBLIC_KEY_FILE.variable()).isEqualTo("ROOST_JWT_PUBLIC_KEY_FILE");
  }

  @Test
  void readsEverySettingOfTheFile(Vertx vertx) throws IOException {
    Settings settings =
        load(
            vertx,
            """
            server:
              host: localhost
              port: 0
              check-origin: false
              max-connections-per-address: 29
              warm-up-millis: 30
            http:
              header-seconds: 31
              body-seconds: 32
              idle-seconds: 33
              response-seconds: 34
              max-header-bytes: 1035
              max-headers-bytes: 1036
            socket:
              max-channels: 1
              max-queued-messages: 2
              max-queued-bytes: 3
              max-topic: 4
              max-event: 5
              max-ref: 6
              joins-per-second: 7
              join-burst: 8
              messages-per-second: 9
              message-burst: 10
              idle-seconds: 11
              close-seconds: 42
              compress: true
              max-frame-bytes: 12
              max-outbound-bytes: 13
              outbound-hard-limit-bytes: 131
              outbound-stall-seconds: 132
              outbound-budget-mib: 133
            long-poll:
              secret: a poll secret of which hush hush hush
              window-seconds: 14
              max-sessions: 15
              max-sessions-per-address: 27
              max-guest-sessions: 28
              max-batch: 16
              max-body-bytes: 17
              max-outbound-bytes: 18
              max-outbound-messages: 19
            data: {directory: /var/lib/roost}
            jwt:
              algorithm: HS256
              secret: hush
              issuer: me
              audience: you
              leeway-seconds: 30
              expires-seconds: 60
            development: {tokens: true}
            rooms:
              guests: true
              max-response-bytes: 10
              max-message-characters: 20
              max-chat-messages: 30
              max-stored-messages: 40
              max-stored-changes: 50
              max-stored-change-bytes: 55
              max-room-name: 60
              max-challenges: 70
              max-chats: 80
              away-seconds: 81
              max-unread-rooms: 82
              max-reactions: 83
              max-run-output-bytes: 84
              max-run-seconds: 85
              max-cases: 86
              max-case-bytes: 87
              max-cases-seconds: 88
              max-members: 90
              max-invites: 91
              max-invite-days: 92
            sign-in:
              max-per-address: 1
              max-per-network: 5
              max-registrations: 6
              max-per-email: 2
              window-seconds: 3
              max-hashing: 8
              max-hashing-per-network: 7
              hash-iterations: 1004
            sessions: {max-per-account: 25, check-seconds: 26}
            live: {enabled: false, events-per-second: 43, event-burst: 44, slow-millis: 45}
            budgets:
              messages-per-minute: 31
              edits-per-second: 32
              creations-per-hour: 33
              new-rooms-per-hour: 39
              stored-bytes-per-hour: 34
              guest-messages-per-minute: 35
              guest-new-rooms-per-hour: 40
              guest-stored-bytes-per-hour: 36
              accounts-per-address: 37
              challenges-per-account: 38
              chats-per-account: 0
              pointers-per-minute: 46
            database:
              url: "postgresql://me:secret@db.example:5433/rooms?sslmode=require"
              pool-size: 5
              demo-accounts: false
            drain: {batch-size: 9, interval-millis: 8, shutdown-seconds: 7, pause-seconds: 6}
            metrics: {enabled: true, key: metrics of which hush}
            admin: {key: admins of which hush}
            publish: {key: publishers of which hush}
            """,
            Map.of());

    assertThat(settings)
        .isEqualTo(
            new Settings(
                "localhost",
                0,
                OriginCheck.none(),
                ProxySettings.NONE,
                new SocketSettings(
                    new SocketLimits(
                        1, 2, 3, 1_000, new FieldLimits(4, 5, 6), new Rate(7, 8), new Rate(9, 10)),
                    11,
                    42,
                    true,
                    12,
                    new OutboundSettings(13, 131, 132, 133),
                    Optional.of(
                        new LongPollSettings(
                            Optional.of("a poll secret of which hush hush hush"),
                            14,
                            15,
                            27,
                            28,
                            16,
                            17,
                            18,
                            19))),
                Path.of("/var/lib/roost"),
                new JwtSettings(
                    JwtAlgorithm.HS256, new KeySource.Secret("hush"), "me", "you", 30, 60),
                true,
                true,
                new LiveSettings(false, new Rate(43, 44), 45),
                new RoomLimits(10, 20, 30, 40, 50, 55, 60, 70, 80, 81, 82, 83, 84, 85, 86, 87, 88),
                new AccessLimits(90, 91, 92),
                new SignInLimits(1, 5, 6, 2, 3, 8, 7, 1_004),
                new SessionSettings(25, 26),
                new BudgetSettings(31, 32, 33, 39, 34, 35, 40, 36, 37, 38, 0, 46),
                new OperationsSettings(
                    0,
                    29,
                    Duration.ofMillis(30),
                    new HttpSettings(31, 32, 33, 34, 1_035, 1_036),
                    new DrainOptions(9, 8, 7_000, 6_000),
                    true,
                    Optional.of("metrics of which hush"),
                    Optional.of("admins of which hush"),
                    Optional.of("publishers of which hush")),
                new DatabaseSettings(
                    new DatabasePlace.Postgres(
                        URI.create("postgresql://db.example:5433/rooms?sslmode=require"),
                        "me",
                        "secret"),
                    5,
                    false),
                Optional.empty(),
                Optional.empty()));
    assertThat(settings.toString()).doesNotContain("hush", "secret");
  }

  @Test
  void developmentModeAllowsGuestsByDefault(Vertx vertx) throws IOException {
    assertThat(load(vertx, "", Map.of(), "--dev").guests()).isTrue();
    assertThat(load(vertx, "rooms: {guests: false}", Map.of(), "--dev").guests()).isFalse();
  }

  @Test
  void databasePasswordMayBeInAFile(Vertx vertx) throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "in file\n");
    String url = "url: 'postgres://localhost/rooms'";

    assertThat(
            load(
                    vertx,
                    "database: {" + url + ", user: me, password-file: " + password + "}",
                    Map.of())
                .database()
                .place())
        .isEqualTo(
            new DatabasePlace.Postgres(
                URI.create("postgresql://localhost/rooms"), "me", "in file"));
    assertThat(
            load(vertx, "database: {" + url + "}", Map.of("ROOST_DATABASE_PASSWORD", "variable"))
                .database()
                .place())
        .isEqualTo(
            new DatabasePlace.Postgres(
                URI.create("postgresql://localhost/rooms"), "postgres", "variable"));
  }

  @Test
  void mailServerHasItsUsualPortAndLimits(Vertx vertx) throws IOException {
    String url = "server: {public-url: 'https://example.com'}\n";
    String mail = "host: smtp.example.com, from: 'Roost <roost@example.com>'";
    Path password = Files.writeString(directory.resolve("smtp"), "hush\n");

    assertThat(load(vertx, url + "mail: {" + mail + "}", Map.of()).mail())
        .contains(
            new MailSettings(
                "smtp.example.com",
                587,
                Security.STARTTLS,
                Optional.empty(),
                Optional.empty(),
                "Roost <roost@example.com>",
                30,
                100,
                20,
                3));
    String all =
        ", port: 1, security: tls, user: me, timeout-seconds: 2, max-queued: 3,"
            + " max-resets-per-address: 4, max-resets-per-email: 5, password-file: ";
    Settings settings = load(vertx, url + "mail: {" + mail + all + password + "}", Map.of());
    assertThat(settings.mail())
        .contains(
            new MailSettings(
                "smtp.example.com",
                1,
                Security.TLS,
                Optional.of("me"),
                Optional.of("hush"),
                "Roost <roost@example.com>",
                2,
                3,
                4,
                5));
    assertThat(settings.toString()).doesNotContain("hush");
  }

  @Test
  void clusterHasAddressesAndSharesTheDatabaseFiles(Vertx vertx) throws IOException {
    Settings settings =
        load(
            vertx,
            "cluster: {enabled: true, host: 10.0.0.1, port: 5702, members: ['10.0.0.1:5701']}",
            Map.of());

    assertThat(settings.cluster()).isPresent();
    assertThat(settings.database().place())
        .isEqualTo(new DatabasePlace.Embedded(Path.of("data"), Optional.of("roost")));
  }

  @Test
  void frameLimitFitsTheLargestResponse(Vertx vertx) throws IOException {
    SocketSettings socket = load(vertx, "rooms: {max-response-bytes: 8388608}", Map.of()).socket();

    assertThat(socket.maxFrameBytes()).isEqualTo(49 << 20);
    assertThat(socket.outbound().softBytes()).isEqualTo(1 << 20);
    assertThat(socket.outbound().hardBytes()).isEqualTo(33 << 20);
    assertThat(socket.longPoll().orElseThrow().maxBodyBytes()).isEqualTo(49 << 20);
  }

  @Test
  void joinBurstCoversTheMaximumOfChannels(Vertx vertx) throws IOException {
    String file = "{socket: {joins-per-second: 1, max-channels: 500}, long-poll: {enabled: false}}";
    SocketSettings socket = load(vertx, file, Map.of()).socket();

    assertThat(socket.limits().joinRate()).isEqualTo(new Rate(1, 500));
    assertThat(socket.longPoll()).isEmpty();
  }

  @Test
  void liveViewEventsMayBeUnlimited(Vertx vertx) throws IOException {
    assertThat(load(vertx, "live: {events-per-second: 0}", Map.of()).live().eventRate()).isNull();
  }

  @Test
  void readsTheKeySource(Vertx vertx) throws IOException {
    assertThat(load(vertx, "jwt: {secret-file: s}", Map.of()).jwt().key())
        .isEqualTo(new KeySource.SecretFile(Path.of("s")));
    assertThat(load(vertx, "jwt: {algorithm: RS256, public-key-file: p}", Map.of()).jwt().key())
        .isEqualTo(new KeySource.PublicKeyFile(Path.of("p")));
    assertThat(load(vertx, "jwt: {algorithm: ES256, jwks-file: j}", Map.of()).jwt().key())
        .isEqualTo(new KeySource.JwksFile(Path.of("j")));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("mistakes")
  void errorIsOneLine(String file, String message, Vertx vertx) throws IOException {
    Path path = write(file);

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> load(vertx, path, Map.of()))
        .withMessage(message.replace("FILE", path.toString()))
        .satisfies(failure -> assertThat(failure.getStackTrace()).isEmpty());
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(
            "server: {prot: 4000}",
            "FILE has an unknown setting: server.prot; did you mean server.port?"),
        arguments("port: 4000", "FILE has an unknown setting: port"),
        arguments("server: {port: {http: 1}}", "FILE has an unknown setting: server.port.http"),
        arguments("- server", "FILE is not a YAML file of settings: Failed to decode YAML"),
        arguments(
            "server: {port: 1",
            "FILE is not a YAML file of settings: while parsing a flow mapping"),
        arguments(
            "long-poll: {secret: too short}", "long-poll.secret: a key has at least 32 characters"),
        arguments("publish: {key: too short}", "publish.key: a key has at least 16 characters"),
        arguments(
            "admin: {key: a key that is long, key-file: x}",
            "admin.key: there is admin.key-file, too; only one can be"),
        arguments("server: {port: x}", "server.port: x is not a number from 0 to 65535"),
        arguments("server: {port: 70000}", "server.port: 70000 is not a number from 0 to 65535"),
        arguments("server: {port: [1]}", "server.port: one value, not a list"),
        arguments("development: {tokens: 1}", "development.tokens: 1 is neither true nor false"),
        arguments(
            "server: {check-origin: ['http://']}",
            "server.check-origin: the allowed origin \"http://\" has no host; a form is"
                + " //example.com"),
        arguments(
            "database: {url: 'mysql://me:hush@localhost/rooms'}",
            "database.url: is not of the form postgresql://user:password@host:port/database"),
        arguments(
            "database: {url: 'postgresql://localhost'}",
            "database.url: is not of the form postgresql://user:password@host:port/database"),
        arguments(
            "database: {password: hush}",
            "database.password: is for a server; set database.url, too"),
        arguments(
            "database: {url: 'postgresql://h/d', password: a, password-file: b}",
            "database.password: there is database.password-file, too; only one can be"),
        arguments(
            "cluster: {enabled: true, members: ['a b']}",
            "cluster.members: not the address of a member: \"a b\"; it is host:port, or host"
                + " alone"),
        arguments(
            "cluster: {enabled: true, members: [a], kubernetes-dns: b}",
            "cluster.kubernetes-dns: there is one way to find the others: members, multicast,"
                + " Kubernetes or a Hazelcast file; already chosen is Members[addresses=[a]]"),
        arguments(
            "jwt: {algorithm: none}",
            "jwt.algorithm: none is none of [HS256, HS384, HS512, RS256, RS384, RS512, ES256,"
                + " ES384, ES512]"),
        arguments(
            "jwt: {secret: a, secret-file: b}",
            "jwt.secret: there is jwt.secret-file, too; only one can be"),
        arguments(
            "jwt: {public-key-file: a}",
            "jwt.public-key-file: is for the RS and ES algorithms; set jwt.algorithm, too"),
        arguments(
            "jwt: {algorithm: RS256}",
            "jwt.algorithm: RS256 needs jwt.public-key-file or jwt.jwks-file, one of them"),
        arguments(
            "jwt: {algorithm: RS256, public-key-file: a, jwks-file: b}",
            "jwt.algorithm: RS256 needs jwt.public-key-file or jwt.jwks-file, one of them"),
        arguments(
            "jwt: {algorithm: ES256, jwks-file: a, secret: b}",
            "jwt.secret: is for the HS algorithms, not for ES256"),
        arguments(
            "{development: {tokens: true}, jwt: {algorithm: ES256, jwks-file: a}}",
            "development.tokens: needs a secret to sign with, and ES256 has none"),
        arguments("mail: {user: me}", "mail.user: is for a mail server; set mail.host, too"),
        arguments("mail: {security: ssl}", "mail.security: ssl is none of starttls, tls and none"),
        arguments(
            "mail: {host: h, from: a@b.example}",
            "mail.host: needs server.public-url, which the links in mails begin with"),
        arguments(
            "{server: {public-url: 'https://h'}, mail: {host: h, from: a@b.example},"
                + " jwt: {algorithm: ES256, jwks-file: a}}",
            "mail.host: needs accounts that sign in here: set jwt.algorithm to an HS one"),
        mailMistake("host: h", "mail.from: mail.host needs the sender of mails, too"),
        mailMistake(
            "host: h, from: 'a@b.example, c@d.example'",
            "mail.from: a@b.example, c@d.example is no address such as Roost <roost@example.com>"),
        mailMistake(
            "host: h, from: Roost",
            "mail.from: Roost is no address such as Roost <roost@example.com>"),
        mailMistake(
            "host: h, from: a@b.example, user: me",
            "mail.user: mail.user needs mail.password, and the other way around"),
        mailMistake(
            "host: h, from: a@b.example, user: me, password: hush, security: none",
            "mail.security: a password needs an encrypted connection: starttls or tls"));
  }

  private static Arguments mailMistake(String mail, String message) {
    return arguments("{server: {public-url: 'https://h'}, mail: {" + mail + "}}", message);
  }

  @Test
  void namedFileMustExist(Vertx vertx) {
    Path missing = directory.resolve("missing.yaml");

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> load(vertx, missing, Map.of()))
        .withMessage("cannot read " + missing);
  }

  private Settings load(Vertx vertx, String file, Map<String, String> environment, String... args)
      throws IOException {
    return load(vertx, write(file), environment, args);
  }

  private static Settings load(
      Vertx vertx, Path file, Map<String, String> environment, String... args) {
    CommandLine given = CommandLine.parse(args);
    return Settings.load(
            vertx, new CommandLine(file, given.development(), false, given.settings()), environment)
        .await();
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(directory.resolve("roost.yaml"), yaml);
  }
}
