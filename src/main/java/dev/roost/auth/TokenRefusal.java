package dev.roost.auth;

/** Kinds of reasons for which a client is refused. Metrics count by them. */
public enum TokenRefusal {
  /** The request has no token. */
  MISSING,
  /** The token is longer than {@link JwtRules#maxTokenLength}. */
  TOO_LONG,
  /** The token is not a signed JWT, or has a claim of the wrong type. */
  MALFORMED,
  /** The token names an algorithm or a key that is not one of the verifier's. */
  UNKNOWN_KEY,
  /** The signature is wrong. */
  SIGNATURE,
  /** The token has expired, or never does. */
  EXPIRY,
  /** The token is not valid yet. */
  NOT_YET_VALID,
  /** Another issuer issued the token. */
  ISSUER,
  /** The token is for another audience. */
  AUDIENCE,
  /** The application refused a token that is good. */
  REJECTED,
  /** The token cannot be checked now: the client gets 503 in place of 403. */
  UNAVAILABLE
}
