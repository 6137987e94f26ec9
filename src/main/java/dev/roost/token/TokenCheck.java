package dev.roost.token;

import dev.roost.serializer.Payload;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The result of a token's verification. Immutable. */
public final class TokenCheck {
  static final TokenCheck MISSING = new TokenCheck(Outcome.MISSING, null);
  static final TokenCheck INVALID = new TokenCheck(Outcome.INVALID, null);
  static final TokenCheck EXPIRED = new TokenCheck(Outcome.EXPIRED, null);

  /** The possible results. */
  public enum Outcome {
    /** It was made here, for this purpose, and not too long ago. */
    VALID,
    /** There is none. */
    MISSING,
    /** It was not made here, or for something else, or it was changed. */
    INVALID,
    /** It was made here, but too long ago. */
    EXPIRED
  }

  private final Outcome outcome;
  private final @Nullable Payload data;

  private TokenCheck(Outcome outcome, @Nullable Payload data) {
    this.outcome = outcome;
    this.data = data;
  }

  static TokenCheck valid(Payload data) {
    return new TokenCheck(Outcome.VALID, data);
  }

  /** The result. */
  public Outcome outcome() {
    return outcome;
  }

  /** Whether the data can be trusted. */
  public boolean isValid() {
    return outcome == Outcome.VALID;
  }

  /**
   * The data of the token, such as {@code check.data().decode(Long.class)}.
   *
   * @throws NoSuchElementException if the token is not valid
   */
  public Payload data() {
    if (data == null) {
      throw new NoSuchElementException("the token is " + outcome);
    }
    return data;
  }

  /** The outcome, never the data. */
  @Override
  public String toString() {
    return outcome.toString();
  }
}
