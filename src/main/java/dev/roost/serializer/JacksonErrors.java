package dev.roost.serializer;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.roost.internal.json.Problems;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the client's words what Jackson did not like about a payload. */
final class JacksonErrors {
  private static final Logger log = LoggerFactory.getLogger(JacksonErrors.class);

  // Kotlin's module says so of a member that is not nullable, missing or null.
  private static final String KOTLIN_MISSING = "due to missing (therefore NULL) value";

  private JacksonErrors() {}

  static InvalidPayloadException invalidPayload(Type type, IOException failure) {
    // Without Jackson's own message, which quotes what the client sent.
    String message = "the payload does not fit " + type.getTypeName();
    if (!(failure instanceof JsonMappingException mapping)) {
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
  private static String path(JsonMappingException failure) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : failure.getPath()) {
      String name = reference.getFieldName();
      if (name == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(name);
      }
    }
    return path.toString();
  }

  private static String problem(JsonMappingException failure) {
    if (failure instanceof InvalidNullException || isNullForPrimitive(failure)) {
      return Problems.NULL;
    }
    if (failure instanceof ValueInstantiationException && failure.getCause() != null) {
      // A record's own check.
      return Problems.ofOwnCheck(failure.getCause());
    }
    if (failure instanceof MismatchedInputException mismatch) {
      String message = String.valueOf(mismatch.getOriginalMessage());
      if (message.startsWith("Missing ") || message.contains(KOTLIN_MISSING)) {
        return Problems.MISSING;
      }
      return Problems.expected(mismatch.getTargetType());
    }
    return Problems.INVALID;
  }

  private static boolean isNullForPrimitive(JsonMappingException failure) {
    return String.valueOf(failure.getOriginalMessage()).startsWith("Cannot map `null` into type");
  }
}
