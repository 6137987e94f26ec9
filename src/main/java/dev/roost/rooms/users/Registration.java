package dev.roost.rooms.users;

import dev.roost.rooms.documents.DocumentText;
import dev.roost.rooms.names.NameCheck;
import dev.roost.rooms.names.PlainName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A valid registration form.
 *
 * @param errors by the name of the field; empty if there can be such an account
 */
public record Registration(
    String firstName, String lastName, String email, String password, Map<String, String> errors) {
  /** The longest e-mail address. */
  public static final int MAX_EMAIL = 254;

  /** The longest password. */
  public static final int MAX_PASSWORD = 200;

  private static final int MIN_PASSWORD = 8;

  /** The longest first and last name. */
  public static final int MAX_NAME = 100;

  /** Whether there is such an address, only a mail to it could tell. */
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@.\\p{Cntrl}]+(\\.[^\\s@.\\p{Cntrl}]+)*");

  /** Copies the errors, in their order. */
  public Registration {
    errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
  }

  /** Checks the fields as they were filled in; empty texts are those that are missing. */
  public static Registration check(
      String firstName, String lastName, String email, String password, String confirmation) {
    Map<String, String> errors = new LinkedHashMap<>();
    NameCheck first = NameCheck.of(storable(firstName), MAX_NAME);
    put(errors, "first_name", first.error());
    NameCheck last = NameCheck.of(storable(lastName), MAX_NAME);
    put(errors, "last_name", last.error());
    String address = storable(email).strip();
    put(errors, "email", emailError(address));
    String secret = storable(password);
    errors.putAll(checkPassword(secret, storable(confirmation)));
    return new Registration(first.name(), last.name(), address, secret, errors);
  }

  /** The errors of a new password, by field. */
  public static Map<String, String> checkPassword(String password, String confirmation) {
    Map<String, String> errors = new LinkedHashMap<>();
    put(errors, "password", passwordError(password));
    if (!password.equals(confirmation)) {
      errors.put("password_confirmation", "does not match password");
    }
    return errors;
  }

  /** What is wrong with an e-mail address; nothing if an account may have it. */
  public static Optional<String> checkEmail(String email) {
    return Optional.ofNullable(emailError(email));
  }

  private static void put(Map<String, String> errors, String field, @Nullable String error) {
    if (error != null) {
      errors.put(field, error);
    }
  }

  private static String storable(String text) {
    return DocumentText.utf8Length(text) < 0 ? "" : text;
  }

  private static @Nullable String emailError(String email) {
    if (email.isEmpty()) {
      return "can't be blank";
    }
    if (email.length() > MAX_EMAIL) {
      return "should be at most " + MAX_EMAIL + " characters";
    }
    return EMAIL.matcher(email).matches() && PlainName.isPlain(email, MAX_EMAIL)
        ? null
        : "has invalid format";
  }

  private static @Nullable String passwordError(String password) {
    if (password.isEmpty()) {
      return "can't be blank";
    }
    if (password.length() < MIN_PASSWORD) {
      return "should be at least " + MIN_PASSWORD + " characters";
    }
    return password.length() > MAX_PASSWORD
        ? "should be at most " + MAX_PASSWORD + " characters"
        : null;
  }

  /** Whether nothing is wrong. */
  public boolean isValid() {
    return errors.isEmpty();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Registration[" + email + "]";
  }
}
