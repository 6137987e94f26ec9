package dev.roost.internal.live.template;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.util.ClassUtil;
import dev.roost.internal.live.diff.Expression;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a value of a template fit the type that a component declares. */
final class Conversion {
  private Conversion() {}

  /** The expression converted, or null if the types do not fit. */
  static @Nullable Expression of(Expression expression, JavaType from, JavaType to) {
    if (Types.isOptional(to) && !Types.isOptional(from)) {
      Expression inner = of(expression, from, Types.unwrapped(to));
      return inner == null ? null : scope -> Optional.ofNullable(inner.get(scope));
    }
    if (Types.isOptional(from) && !Types.isOptional(to)) {
      return of(
          scope -> expression.get(scope) instanceof Optional<?> o ? o.orElse(null) : null,
          Types.unwrapped(from),
          to);
    }
    Class<?> target = boxed(to);
    Class<?> source = boxed(from);
    if (target.isAssignableFrom(source)) {
      return expression;
    }
    if (target == String.class && Types.isText(from)) {
      return scope -> {
        Object value = expression.get(scope);
        return value == null ? null : value.toString();
      };
    }
    if (target == Long.class && isIntegral(source)) {
      return scope -> expression.get(scope) instanceof Number n ? n.longValue() : null;
    }
    if (target == Double.class && Number.class.isAssignableFrom(source)) {
      return scope -> expression.get(scope) instanceof Number n ? n.doubleValue() : null;
    }
    // The static type is too general, so the render checks the value.
    return source == Object.class ? scope -> target.cast(expression.get(scope)) : null;
  }

  private static boolean isIntegral(Class<?> type) {
    return type == Integer.class || type == Short.class || type == Byte.class;
  }

  private static Class<?> boxed(JavaType type) {
    Class<?> raw = type.getRawClass();
    return raw.isPrimitive() ? ClassUtil.wrapperType(raw) : raw;
  }

  /** The value of a type that a text of the template says, or null if it is no such value. */
  static @Nullable Object parse(String text, JavaType to) {
    Class<?> target = boxed(Types.unwrapped(to));
    Object value = parse(text, target);
    return value != null && Types.isOptional(to) ? Optional.of(value) : value;
  }

  private static @Nullable Object parse(String text, Class<?> target) {
    try {
      if (target.isAssignableFrom(String.class)) {
        return text;
      }
      if (target == Integer.class) {
        return Integer.valueOf(text);
      }
      if (target == Long.class) {
        return Long.valueOf(text);
      }
      if (target == Double.class) {
        return Double.valueOf(text);
      }
      if (target == Boolean.class) {
        return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
      }
      if (target.isEnum()) {
        for (Object constant : target.getEnumConstants()) {
          if (((Enum<?>) constant).name().equalsIgnoreCase(text)) {
            return constant;
          }
        }
      }
      return null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
