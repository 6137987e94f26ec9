package dev.roost.auth;

import java.util.Objects;

/**
 * A token is not good. The message says why and holds nothing of the token, as it is logged. There
 * is no stack trace.
 */
public final class TokenRefusedException extends Exception {
  /** Why the token was refused. */
  private final TokenRefusal kind;

  /** The application refuses a token that is good, as its user is not known or the like. */
  public TokenRefusedException(String reason) {
    this(TokenRefusal.REJECTED, reason);
  }

  /** For verifiers. */
  public TokenRefusedException(TokenRefusal kind, String reason) {
    super(Objects.requireNonNull(reason), null, false, false);
    this.kind = Objects.requireNonNull(kind);
  }

  /** The kind of reason. */
  public TokenRefusal kind() {
    return kind;
  }

  /** The reason, for the log. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
