package dev.roost.auth;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.auth.PubSecKeyOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The keys that tokens are checked with, and the one algorithm that tokens may be signed by. A
 * token with another algorithm is refused, including {@code none} and HS256 with a public key as
 * its secret. Safe for any thread.
 */
public abstract sealed class JwtKeys permits JwtKeys.Fixed, JwksUrl {
  private static final int MAX_KEYS = 100;

  private final JwtAlgorithm algorithm;

  JwtKeys(JwtAlgorithm algorithm) {
    this.algorithm = Objects.requireNonNull(algorithm);
  }

  /** Keys that stay the same. */
  static final class Fixed extends JwtKeys {
    private final Future<KeySet> keys;

    Fixed(JwtAlgorithm algorithm, List<PubSecKeyOptions> keys) {
      super(algorithm);
      this.keys = Future.succeededFuture(new KeySet(keys));
    }

    @Override
    Future<KeySet> current() {
      return keys;
    }

    @Override
    Future<KeySet> newerThan(KeySet known) {
      return Future.succeededFuture(known);
    }
  }

  /**
   * A secret that is shared with the issuer of the tokens, as the bytes of its UTF-8.
   *
   * @throws IllegalArgumentException if it is shorter than the algorithm's hash, or the algorithm
   *     has none
   */
  public static JwtKeys secret(JwtAlgorithm algorithm, String secret) {
    Objects.requireNonNull(secret, "the secret is null: is its variable of the environment set?");
    return secret(algorithm, secret.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #secret(JwtAlgorithm, String)}. */
  public static JwtKeys secret(JwtAlgorithm algorithm, byte[] secret) {
    if (!algorithm.hasSecret()) {
      throw new IllegalArgumentException(algorithm + " has a public key, not a secret");
    }
    if (secret.length < algorithm.minSecretBytes()) {
      throw new IllegalArgumentException(
          "a secret for "
              + algorithm
              + " has at least "
              + algorithm.minSecretBytes()
              + " bytes, this one has "
              + secret.length);
    }
    return new Fixed(
        algorithm,
        List.of(
            new PubSecKeyOptions()
                .setAlgorithm(algorithm.name())
                .setBuffer(Buffer.buffer(secret))));
  }

  /**
   * The public key of the issuer, in PEM: {@code -----BEGIN PUBLIC KEY-----}, as {@code openssl
   * pkey -pubout} writes it.
   *
   * @throws IllegalArgumentException if there is no key that fits the algorithm: RSA of 2,048 bits
   *     or more for RS256 and the like, a point on its curve for ES256 and the like
   */
  public static JwtKeys publicKey(JwtAlgorithm algorithm, String pem) {
    return new Fixed(algorithm, PublicKeys.fromPem(algorithm, pem));
  }

  /**
   * As {@link #publicKey}, of a file. Blocks.
   *
   * @throws IOException if the file cannot be read
   */
  public static JwtKeys publicKeyFile(JwtAlgorithm algorithm, Path pem) throws IOException {
    return publicKey(algorithm, Files.readString(pem));
  }

  /**
   * The public keys of a JSON Web Key Set (RFC 7517) that are for signatures by the algorithm. A
   * token that names one by its {@code kid} is checked with that one, others with each in turn. For
   * a set that the issuer serves, see {@link JwksUrl}.
   *
   * @throws IllegalArgumentException if there is none, one of them does not fit the algorithm (see
   *     {@link #publicKey}), or the set has more than 100 keys
   */
  public static JwtKeys jwks(JwtAlgorithm algorithm, String json) {
    return new Fixed(algorithm, PublicKeys.fromJwks(algorithm, json, MAX_KEYS));
  }

  /**
   * As {@link #jwks}, of a file. Blocks.
   *
   * @throws IOException if the file cannot be read
   */
  public static JwtKeys jwksFile(JwtAlgorithm algorithm, Path json) throws IOException {
    return jwks(algorithm, Files.readString(json));
  }

  /** The only algorithm of tokens. */
  public final JwtAlgorithm algorithm() {
    return algorithm;
  }

  /** The keys; fails with a {@link VerifierUnavailableException} if there are none yet. */
  abstract Future<KeySet> current();

  /** Keys that may have one more than those, for a token of an unknown key; or the same. */
  abstract Future<KeySet> newerThan(KeySet known);
}
