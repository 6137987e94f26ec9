package dev.roost.validation;

import dev.roost.serializer.PayloadValidator;
import jakarta.validation.NoProviderFoundException;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The validator of the default provider. Loaded only if Jakarta Validation is there. */
final class DefaultValidator {
  private static final Logger log = LoggerFactory.getLogger(DefaultValidator.class);

  private DefaultValidator() {}

  // The factory lasts as long as the JVM.
  @SuppressWarnings("resource")
  static PayloadValidator open() {
    try {
      return new ConstraintCheck(Validation.buildDefaultValidatorFactory().getValidator());
    } catch (NoProviderFoundException absent) {
      log.debug("Jakarta Validation has no provider on the class path");
      return PayloadValidator.NONE;
    } catch (ValidationException unusable) {
      log.warn(
          "payloads are not validated: the provider of Jakarta Validation does not start; complete"
              + " its dependencies, or set EndpointOptions.validator",
          unusable);
      return PayloadValidator.NONE;
    }
  }
}
