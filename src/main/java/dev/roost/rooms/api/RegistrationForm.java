package dev.roost.rooms.api;

import dev.roost.rooms.names.PlainName;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;

/** What somebody fills in to have an account, checked. */
record RegistrationForm(String firstName, String lastName, String email, String password) {
  static final int MAX_NAME = 100;
  static final int MAX_EMAIL = 254;
  static final int MIN_PASSWORD = 8;
  static final int MAX_PASSWORD = 200;

  /** Whether there is such an address, only a mail to it could tell. */
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@.\\p{Cntrl}]+(\\.[^\\s@.\\p{Cntrl}]+)*");

  /** The form, or nothing if something is wrong: then the client is told what. */
  static Optional<RegistrationForm> read(RoutingContext context, Form form) {
    RegistrationForm registration =
        new RegistrationForm(
            form.name("first_name", MAX_NAME),
            form.name("last_name", MAX_NAME),
            form.required("email", MAX_EMAIL),
            form.raw("password"));
    if (!form.isWrong("email") && !isEmail(registration.email)) {
      form.wrong("email", "has invalid format");
    }
    if (registration.password.isEmpty()) {
      form.wrong("password", "can't be blank");
    } else {
      form.length("password", registration.password, MIN_PASSWORD, MAX_PASSWORD);
    }
    if (!registration.password.equals(form.raw("password_confirmation"))) {
      form.wrong("password_confirmation", "does not match password");
    }
    return form.isGood(context) ? Optional.of(registration) : Optional.empty();
  }

  private static boolean isEmail(String text) {
    return EMAIL.matcher(text).matches() && PlainName.isPlain(text, MAX_EMAIL);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "RegistrationForm[" + email + "]";
  }
}
