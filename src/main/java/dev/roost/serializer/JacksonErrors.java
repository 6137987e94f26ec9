package dev.roost.serializer;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in the client's words what Jackson did not like about a payload. */
final class JacksonErrors {
  private static final int MAX_PROBLEM_LENGTH = 200;

  // Kotlin's module says so of a member that is not nullable, missing or null.
  private static final String KOTLIN_MISSING = "due to missing (therefore NULL) value";

  private JacksonErrors() {}

  static InvalidPayloadException invalidPayload(Type type, IOException failure) {
    // Without Jackson's own message, which quotes what the client sent.
    String message = "the payload does not fit " + type.getTypeName();
    if (!(failure instanceof JsonMappingException mapping)) {
      return new InvalidPayloadException(message, Map.of(), failure);
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
      return "must not be null";
    }
    if (failure instanceof ValueInstantiationException && failure.getCause() != null) {
      // A record's own check.
      return shortened(String.valueOf(failure.getCause().getMessage()));
    }
    if (failure instanceof MismatchedInputException mismatch) {
      String message = String.valueOf(mismatch.getOriginalMessage());
      if (message.startsWith("Missing ") || message.contains(KOTLIN_MISSING)) {
        return "is missing";
      }
      return expected(mismatch.getTargetType());
    }
    return "is not valid";
  }

  private static boolean isNullForPrimitive(JsonMappingException failure) {
    return String.valueOf(failure.getOriginalMessage()).startsWith("Cannot map `null` into type");
  }

  private static String expected(@Nullable Class<?> target) {
    if (target == null) {
      return "is not valid";
    } else if (target == boolean.class || target == Boolean.class) {
      return "must be true or false";
    } else if (isInteger(target)) {
      return "must be an integer";
    } else if (target.isPrimitive() || Number.class.isAssignableFrom(target)) {
      return "must be a number";
    } else if (CharSequence.class.isAssignableFrom(target)) {
      return "must be a string";
    } else if (target.isEnum()) {
      return "must be one of "
          + Arrays.stream(target.getEnumConstants())
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
    } else if (target.isArray() || Collection.class.isAssignableFrom(target)) {
      return "must be an array";
    } else if (TemporalAccessor.class.isAssignableFrom(target)) {
      return "must be a date or time in ISO-8601";
    } else {
      return "must be an object";
    }
  }

  private static boolean isInteger(Class<?> target) {
    return target == int.class
        || target == Integer.class
        || target == long.class
        || target == Long.class
        || target == short.class
        || target == Short.class
        || target == byte.class
        || target == Byte.class;
  }

  private static String shortened(String text) {
    return text.length() <= MAX_PROBLEM_LENGTH ? text : text.substring(0, MAX_PROBLEM_LENGTH) + "…";
  }
}
