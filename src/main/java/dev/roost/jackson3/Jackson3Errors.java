package dev.roost.jackson3;

import dev.roost.internal.json.Problems;
import dev.roost.serializer.InvalidPayloadException;
import java.lang.reflect.Type;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says in the client's words what Jackson did not like about a payload. */
final class Jackson3Errors {
  private static final Logger log = LoggerFactory.getLogger(Jackson3Errors.class);

  // Kotlin's module says so of a member that is not nullable, missing or null.
  private static final String KOTLIN_MISSING = "due to missing (therefore NULL) value";

  private Jackson3Errors() {}

  static InvalidPayloadException invalidPayload(Type type, JacksonException failure) {
    // Without Jackson's own message, which quotes what the client sent.
    String message = "the payload does not fit " + type.getTypeName();
    if (!(failure instanceof DatabindException mapping)) {
      return new InvalidPayloadException(message, Map.of(), failure);
    }
    if (failure instanceof InvalidDefinitionException definition) {
      // No payload of a client fits: the type is wrong, and only the log can tell its author.
      log.error(
          "cannot decode payloads as {}: {}", type.getTypeName(), definition.getOriginalMessage());
    }
    String path = path(mapping);
    String problem = problem(mapping);
    return new InvalidPayloadException(
        message + ": " + path + (path.isEmpty() ? "" : " ") + problem,
        Map.of(path, problem),
        failure);
  }

  /** Such as {@code author.tags[2]}; empty for the value itself. */
  private static String path(DatabindException failure) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference reference : failure.getPath()) {
      String name = reference.getPropertyName();
      if (name == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(name);
      }
    }
    return path.toString();
  }

  private static String problem(DatabindException failure) {
    String message = String.valueOf(failure.getOriginalMessage());
    if (failure instanceof InvalidNullException
        || message.startsWith("Cannot map `null` into type")) {
      return Problems.NULL;
    }
    if (failure instanceof ValueInstantiationException && failure.getCause() != null) {
      return Problems.ofOwnCheck(failure.getCause());
    }
    if (failure instanceof MismatchedInputException mismatch) {
      return message.startsWith("Missing ") || message.contains(KOTLIN_MISSING)
          ? Problems.MISSING
          : Problems.expected(mismatch.getTargetType());
    }
    return Problems.INVALID;
  }
}
