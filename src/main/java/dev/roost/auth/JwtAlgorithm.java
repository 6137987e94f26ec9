package dev.roost.auth;

import org.jspecify.annotations.Nullable;

/** How tokens are signed: the algorithms of RFC 7518 that Roost accepts. */
public enum JwtAlgorithm {
  /** HMAC with SHA-256. */
  HS256(32),
  /** HMAC with SHA-384. */
  HS384(48),
  /** HMAC with SHA-512. */
  HS512(64),
  /** RSA (PKCS #1 v1.5) with SHA-256. */
  RS256("RSA", null, null),
  /** RSA (PKCS #1 v1.5) with SHA-384. */
  RS384("RSA", null, null),
  /** RSA (PKCS #1 v1.5) with SHA-512. */
  RS512("RSA", null, null),
  /** ECDSA on P-256 with SHA-256. */
  ES256("EC", "P-256", "secp256r1"),
  /** ECDSA on P-384 with SHA-384. */
  ES384("EC", "P-384", "secp384r1"),
  /** ECDSA on P-521 with SHA-512. */
  ES512("EC", "P-521", "secp521r1");

  private final int minSecretBytes;
  private final @Nullable String keyType;
  private final @Nullable String curve;
  private final @Nullable String javaCurve;

  JwtAlgorithm(int minSecretBytes) {
    this.minSecretBytes = minSecretBytes;
    this.keyType = null;
    this.curve = null;
    this.javaCurve = null;
  }

  JwtAlgorithm(String keyType, @Nullable String curve, @Nullable String javaCurve) {
    this.minSecretBytes = 0;
    this.keyType = keyType;
    this.curve = curve;
    this.javaCurve = javaCurve;
  }

  /** Whether the key that checks tokens also makes them: one secret is for both. */
  public boolean hasSecret() {
    return minSecretBytes > 0;
  }

  /** RFC 7518, 3.2: a secret has at least the size of the hash. */
  public int minSecretBytes() {
    return minSecretBytes;
  }

  /** {@code RSA} or {@code EC}, or null for a secret. */
  @Nullable String keyType() {
    return keyType;
  }

  /** The curve as JSON Web Keys name it, or null. */
  @Nullable String curve() {
    return curve;
  }

  /** The curve as Java names it, or null. */
  @Nullable String javaCurve() {
    return javaCurve;
  }
}
