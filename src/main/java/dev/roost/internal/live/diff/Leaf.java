package dev.roost.internal.live.diff;

import dev.roost.live.html.Js;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A value as text or in an attribute. */
public final class Leaf implements Dynamic {
  private final Expression expression;
  private final Formatter formatter;

  public Leaf(Expression expression, Formatter formatter) {
    this.expression = expression;
    this.formatter = formatter;
  }

  @Override
  public void html(@Nullable Object[] scope, Render render, StringBuilder html) {
    html.append(formatter.format(expression.get(scope)));
  }

  @Override
  public @Nullable Object first(@Nullable Object[] scope, Render render, DiffWriter out) {
    Object value = expression.get(scope);
    if (isConstant(value)) {
      if (!out.isDiscarding()) {
        out.string(formatter.format(value));
      }
      return value;
    }
    String html = formatter.format(value);
    out.string(html);
    return new Formatted(html);
  }

  @Override
  public @Nullable Object next(
      @Nullable Object[] scope, Render render, @Nullable Object state, int index, DiffWriter out) {
    Object value = expression.get(scope);
    if (isConstant(value)) {
      if (!Objects.equals(value, state)) {
        out.key(index);
        out.string(formatter.format(value));
      }
      return value;
    }
    String html = formatter.format(value);
    if (state instanceof Formatted last && last.html.equals(html)) {
      return last;
    }
    out.key(index);
    out.string(html);
    return new Formatted(html);
  }

  /** Whether the value itself can be kept: it always formats to the same HTML. */
  private static boolean isConstant(@Nullable Object value) {
    return value == null
        || value instanceof String
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Boolean
        || value instanceof Enum<?>
        || value instanceof Double
        || value instanceof Character
        || value instanceof Short
        || value instanceof Byte
        || value instanceof Float
        || value instanceof UUID
        || value instanceof Js;
  }

  /** The HTML of a value that may format otherwise next time. */
  private record Formatted(String html) {}
}
