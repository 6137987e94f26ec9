package dev.roost.rooms.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roost.auth.JwtAlgorithm;
import dev.roost.auth.SignedTokens;
import dev.roost.rooms.LogCapture;
import dev.roost.rooms.config.JwtSettings;
import dev.roost.rooms.config.KeySource;
import dev.roost.rooms.config.SettingsException;
import dev.roost.rooms.users.User;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class JwtSecretTest {
  private static final User USER = new User(1, "Ann", "Archer", "ann@example.com");

  @TempDir Path directory;

  @Test
  void generatesAPrivateSecretFileAndWarnsOnce(Vertx vertx) throws IOException {
    Path file = directory.resolve("data/jwt.secret");
    try (LogCapture log = new LogCapture()) {
      ConfiguredKeys.load(generated(file));

      assertThat(Base64.getDecoder().decode(Files.readString(file).strip())).hasSize(64);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      try (Stream<Path> files = Files.list(file.getParent())) {
        assertThat(files).containsExactly(file);
      }
      assertThat(log.lines()).singleElement().asString().startsWith("WARN").contains("jwt.secret");
      assertThat(log.lines().get(0)).doesNotContain(Files.readString(file).strip());
    }
  }

  @Test
  void keepsTheSecretAcrossRestarts(Vertx vertx) {
    JwtSettings settings = generated(directory.resolve("jwt.secret"));
    try (LogCapture log = new LogCapture()) {
      String token = UserConnectTest.issuer(vertx, settings).issue(USER, "a-session");

      assertThat(UserConnectTest.connect(vertx, settings, token, null).isAccepted()).isTrue();
      assertThat(log.lines()).as("the warning of the first start only").hasSize(1);
    }
  }

  @Test
  void serversThatStartTogetherShareOneSecret() {
    Path file = directory.resolve("jwt.secret");
    try (LogCapture log = new LogCapture()) {
      Set<String> secrets =
          IntStream.range(0, 8)
              .parallel()
              .mapToObj(server -> GeneratedSecretFile.readOrCreate(file))
              .collect(Collectors.toCollection(HashSet::new));

      assertThat(secrets).hasSize(1);
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void errorNamesTheUnwritablePath(Vertx vertx) throws IOException {
    Path occupied = Files.createFile(directory.resolve("occupied"));

    fails(
        generated(occupied.resolve("jwt.secret")),
        "cannot keep a token secret of our own in "
            + occupied.resolve("jwt.secret")
            + " (FileAlreadyExistsException); set jwt.secret or jwt.secret-file");
  }

  @Test
  void trimsTheLineBreakOfASecretFile(Vertx vertx) throws IOException {
    Path file = directory.resolve("secret");
    Files.writeString(file, SignedTokens.SECRET + "\n");
    JwtSettings settings = settings(JwtAlgorithm.HS512, new KeySource.SecretFile(file));

    String token = SignedTokens.of("HS512").hs512();

    assertThat(UserConnectTest.connect(vertx, settings, token, null).isAccepted()).isTrue();
  }

  @Test
  void refusesSecretsShorterThanTheHash(Vertx vertx) throws IOException {
    Path file = directory.resolve("secret");
    Files.writeString(file, "s".repeat(47) + "\n\n");

    fails(
        settings(JwtAlgorithm.HS256, new KeySource.Secret("s".repeat(31))),
        "jwt.secret: a secret for HS256 has at least 32 bytes, this one has 31");
    fails(
        settings(JwtAlgorithm.HS384, new KeySource.SecretFile(file)),
        "jwt.secret-file: a secret for HS384 has at least 48 bytes, this one has 47");
    fails(
        settings(JwtAlgorithm.HS512, new KeySource.Secret("s".repeat(63))),
        "jwt.secret: a secret for HS512 has at least 64 bytes, this one has 63");
    fails(
        settings(JwtAlgorithm.HS512, new KeySource.SecretFile(directory.resolve("none"))),
        "jwt.secret-file: cannot read " + directory.resolve("none"));
  }

  private static void fails(JwtSettings settings, String message) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> ConfiguredKeys.load(settings))
        .withMessage(message);
  }

  private static JwtSettings generated(Path file) {
    return settings(JwtAlgorithm.HS512, new KeySource.GeneratedSecret(file));
  }

  private static JwtSettings settings(JwtAlgorithm algorithm, KeySource key) {
    return new JwtSettings(algorithm, key, "Roost", null, 0, 60);
  }

  @Test
  void errorsDescribeInvalidKeyFiles() throws IOException {
    Path file = directory.resolve("key");
    JwtSettings pem = settings(JwtAlgorithm.RS256, new KeySource.PublicKeyFile(file));
    JwtSettings jwks = settings(JwtAlgorithm.RS256, new KeySource.JwksFile(file));

    fails(pem, "jwt.public-key-file: cannot read " + file);
    fails(jwks, "jwt.jwks-file: cannot read " + file);
    Files.writeString(file, "nothing of use");
    fails(pem, "jwt.public-key-file: " + file + ": no -----BEGIN PUBLIC KEY-----");
    fails(jwks, "jwt.jwks-file: " + file + ": not a JSON Web Key Set");
  }
}
