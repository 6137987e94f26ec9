package dev.roost.validation;

import dev.roost.serializer.PayloadValidator;
import jakarta.validation.Validator;

/** Validators of payloads by Jakarta Validation. */
public final class JakartaValidation {
  private static final String API = "jakarta.validation.Validation";

  /** Makes the default validator once for all endpoints, as it takes hundreds of milliseconds. */
  private static final class OnClassPath {
    static final PayloadValidator VALIDATOR =
        isApiPresent() ? DefaultValidator.open() : PayloadValidator.NONE;
  }

  private JakartaValidation() {}

  /**
   * Checks constraints by this validator, such as Spring's.
   *
   * <p>The keys of the error reply are the paths of members by their Java names, such as {@code
   * author.name} or {@code tags[2]}. A reply has at most 50 of them. Types without constraints cost
   * a look-up.
   */
  public static PayloadValidator of(Validator validator) {
    return new ConstraintCheck(validator);
  }

  /**
   * Checks constraints by the default provider on the class path. {@link PayloadValidator#NONE} if
   * there is none, or if it cannot start; the latter is logged as a warning.
   */
  public static PayloadValidator onClassPath() {
    return OnClassPath.VALIDATOR;
  }

  private static boolean isApiPresent() {
    try {
      Class.forName(API, false, JakartaValidation.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }
}
