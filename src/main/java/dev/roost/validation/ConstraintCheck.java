package dev.roost.validation;

import dev.roost.serializer.InvalidPayloadException;
import dev.roost.serializer.PayloadValidator;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Checks the constraints of decoded payloads, and says in the client's words what they violate. */
final class ConstraintCheck implements PayloadValidator {
  /** A client could send an array of which each element violates a constraint. */
  static final int MAX_ERRORS = 50;

  private static final int MAX_PROBLEM_LENGTH = 200;

  private final Validator validator;
  private final ClassValue<Boolean> constrained =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return validator.getConstraintsForClass(type).isBeanConstrained();
        }
      };

  ConstraintCheck(Validator validator) {
    this.validator = validator;
  }

  @Override
  public void validate(Object value) {
    if (!constrained.get(value.getClass())) {
      return;
    }
    Set<ConstraintViolation<Object>> violations = validator.validate(value);
    if (!violations.isEmpty()) {
      Map<String, String> errors = errors(violations);
      throw new InvalidPayloadException(
          "the payload violates constraints of "
              + value.getClass().getName()
              + " at "
              + errors.keySet(),
          errors,
          null);
    }
  }

  // By path, so that the same payload has the same answer.
  private static Map<String, String> errors(Set<ConstraintViolation<Object>> violations) {
    Map<String, String> all = new TreeMap<>();
    for (ConstraintViolation<Object> violation : violations) {
      all.merge(
          path(violation.getPropertyPath()),
          violation.getMessage(),
          (one, other) -> one.compareTo(other) < 0 ? one + "; " + other : other + "; " + one);
    }
    Map<String, String> errors = new LinkedHashMap<>();
    all.entrySet().stream()
        .limit(MAX_ERRORS)
        .forEach(error -> errors.put(error.getKey(), shortened(error.getValue())));
    return errors;
  }

  /** Such as {@code author.tags[2]}; empty for the value itself. */
  private static String path(Path path) {
    StringBuilder text = new StringBuilder();
    for (Path.Node node : path) {
      if (node.isInIterable()) {
        if (node.getKey() != null) {
          appendName(text, node.getKey().toString());
        } else {
          text.append('[').append(node.getIndex() == null ? "" : node.getIndex()).append(']');
        }
      }
      if (node.getKind() == ElementKind.PROPERTY) {
        appendName(text, node.getName());
      }
    }
    return text.toString();
  }

  private static void appendName(StringBuilder text, String name) {
    text.append(text.isEmpty() ? "" : ".").append(name);
  }

  private static String shortened(String text) {
    return text.length() <= MAX_PROBLEM_LENGTH ? text : text.substring(0, MAX_PROBLEM_LENGTH) + "…";
  }
}
