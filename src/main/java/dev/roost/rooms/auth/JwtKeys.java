package dev.roost.rooms.auth;

import dev.roost.rooms.config.JwtAlgorithm;
import dev.roost.rooms.config.JwtSettings;
import dev.roost.rooms.config.KeySource;
import dev.roost.rooms.config.Setting;
import dev.roost.rooms.config.SettingsException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Finds the configured key and makes it one that signatures can be checked with. */
public final class JwtKeys {
  private JwtKeys() {}

  /**
   * Reads the key, and makes a secret if it is to be made. Blocks.
   *
   * @return checks signatures, but no claims
   * @throws SettingsException if there is no key that fits the algorithm
   */
  public static JWTAuth load(Vertx vertx, JwtSettings settings) {
    JWTAuthOptions options =
        new JWTAuthOptions().setJWTOptions(new JWTOptions().setIgnoreExpiration(true));
    keys(settings).forEach(options::addPubSecKey);
    return JWTAuth.create(vertx, options);
  }

  /**
   * The secret that tokens are signed with, made if it is to be made; nothing if they are signed
   * elsewhere. Blocks.
   *
   * @throws SettingsException if it cannot be read
   */
  public static Optional<String> secret(JwtSettings settings) {
    KeySource source = settings.key();
    if (source instanceof KeySource.Secret secret) {
      return Optional.of(secret.value());
    } else if (source instanceof KeySource.SecretFile file) {
      return Optional.of(KeyFiles.read(Setting.JWT_SECRET_FILE, file.path()).stripTrailing());
    } else if (source instanceof KeySource.GeneratedSecret generated) {
      return Optional.of(GeneratedSecretFile.readOrCreate(generated.path()));
    }
    return Optional.empty();
  }

  // Never an empty list: without any key, Vert.x would take tokens that are not signed.
  private static List<PubSecKeyOptions> keys(JwtSettings settings) {
    JwtAlgorithm algorithm = settings.algorithm();
    KeySource source = settings.key();
    Optional<String> secret = secret(settings);
    if (secret.isPresent()) {
      boolean ofFile = source instanceof KeySource.SecretFile;
      Setting setting = ofFile ? Setting.JWT_SECRET_FILE : Setting.JWT_SECRET;
      return secret(algorithm, setting, secret.get());
    } else if (source instanceof KeySource.PublicKeyFile file) {
      return PublicKeys.fromPem(algorithm, file.path());
    } else if (source instanceof KeySource.JwksFile file) {
      return PublicKeys.fromJwks(algorithm, file.path());
    }
    throw new IllegalStateException("no way to read " + source);
  }

  private static List<PubSecKeyOptions> secret(
      JwtAlgorithm algorithm, Setting setting, String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < algorithm.minSecretBytes()) {
      throw new SettingsException(
          setting,
          "a secret for "
              + algorithm
              + " has at least "
              + algorithm.minSecretBytes()
              + " bytes, this one has "
              + bytes.length);
    }
    return List.of(
        new PubSecKeyOptions().setAlgorithm(algorithm.name()).setBuffer(Buffer.buffer(bytes)));
  }
}
