package dev.roost.rooms.auth;

import dev.roost.auth.JwtKeys;
import dev.roost.auth.JwtRules;
import dev.roost.rooms.config.JwtSettings;
import dev.roost.rooms.config.KeySource;
import dev.roost.rooms.config.Setting;
import dev.roost.rooms.config.SettingsException;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the configured key, and the rules that tokens follow. */
public final class ConfiguredKeys {
  private ConfiguredKeys() {}

  /**
   * Reads the key, or generates a secret if the settings ask for it. Blocks.
   *
   * @throws SettingsException if there is no key that fits the algorithm
   */
  public static JwtKeys load(JwtSettings settings) {
    KeySource source = settings.key();
    if (source instanceof KeySource.PublicKeyFile file) {
      String pem = KeyFiles.read(Setting.JWT_PUBLIC_KEY_FILE, file.path());
      return checked(
          Setting.JWT_PUBLIC_KEY_FILE,
          file.path() + ": ",
          () -> JwtKeys.publicKey(settings.algorithm(), pem));
    } else if (source instanceof KeySource.JwksFile file) {
      String json = KeyFiles.read(Setting.JWT_JWKS_FILE, file.path());
      return checked(
          Setting.JWT_JWKS_FILE,
          file.path() + ": ",
          () -> JwtKeys.jwks(settings.algorithm(), json));
    }
    Setting setting =
        source instanceof KeySource.SecretFile ? Setting.JWT_SECRET_FILE : Setting.JWT_SECRET;
    String secret =
        secret(settings).orElseThrow(() -> new IllegalStateException("no way to read " + source));
    return checked(setting, "", () -> JwtKeys.secret(settings.algorithm(), secret));
  }

  private static JwtKeys checked(Setting setting, String where, Supplier<JwtKeys> keys) {
    try {
      return keys.get();
    } catch (IllegalArgumentException e) {
      throw new SettingsException(setting, where + e.getMessage());
    }
  }

  /** The claims that tokens must have. */
  public static JwtRules rules(JwtSettings settings) {
    JwtRules rules =
        JwtRules.DEFAULT.withIssuer(settings.issuer()).withLeewaySeconds(settings.leewaySeconds());
    return settings.audience() == null ? rules : rules.withAudience(settings.audience());
  }

  /**
   * The secret that signs tokens, generated if the settings ask for it; empty if another server
   * signs them. Blocks.
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
}
