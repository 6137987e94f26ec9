package dev.roost.rooms.config;

/** How tokens are signed: one of RFC 7518's algorithms that Roost takes. */
public enum JwtAlgorithm {
  HS256(32),
  HS384(48),
  HS512(64),
  RS256(0),
  ES256(0);

  private final int minSecretBytes;

  JwtAlgorithm(int minSecretBytes) {
    this.minSecretBytes = minSecretBytes;
  }

  /** Whether who checks tokens can also make them: one secret is for both. */
  public boolean hasSecret() {
    return minSecretBytes > 0;
  }

  /** RFC 7518, 3.2: a secret has at least the size of the hash. */
  public int minSecretBytes() {
    return minSecretBytes;
  }
}
