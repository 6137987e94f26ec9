package dev.roost.internal.json;

import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The texts that tell a client about a member of its payload, without class names or its own text.
 */
public final class Problems {
  /** The member must be there. */
  public static final String MISSING = "is missing";

  /** The member must have a value. */
  public static final String NULL = "must not be null";

  /** Something else is wrong. */
  public static final String INVALID = "is not valid";

  private static final int MAX_LENGTH = 200;

  private Problems() {}

  /** Tells what JSON a type expects. */
  public static String expected(@Nullable Class<?> target) {
    if (target == null) {
      return INVALID;
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

  /** The message of an exception that a record's own check threw, cut if it is long. */
  public static String ofOwnCheck(Throwable thrown) {
    String text = String.valueOf(thrown.getMessage());
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
  }
}
