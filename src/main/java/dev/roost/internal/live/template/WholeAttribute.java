package dev.roost.internal.live.template;

import dev.roost.internal.live.diff.Formatter;
import dev.roost.live.html.Attributes;
import dev.roost.live.html.RenderException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that is left out if its value is null or false. True writes the name only. Also
 * several of them, by {@link Attributes}.
 */
final class WholeAttribute {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_@][A-Za-z0-9_.:@-]*");

  private WholeAttribute() {}

  /** The attribute with a blank before it, or nothing. */
  static Formatter of(AttributeContext context, String name) {
    return value -> html(context, name, value);
  }

  private static String html(AttributeContext context, String name, @Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return html(context, name, optional.orElse(null));
    }
    if (value == null) {
      return "";
    }
    if (value instanceof Boolean on && context != AttributeContext.ENUMERATED) {
      return on ? " " + name : "";
    }
    return " " + name + "=\"" + valueOf(context, value) + "\"";
  }

  private static String valueOf(AttributeContext context, Object value) {
    return switch (context) {
      case CLASS -> Values.classes(value);
      case URL, CODE_URL -> UrlPart.WHOLE.format(value);
      default -> Values.attribute(value);
    };
  }

  /** Attributes of an element by name. */
  static Formatter all(String element) {
    return value -> {
      Map<?, ?> attributes =
          value instanceof Attributes some
              ? some.values()
              : value instanceof Map<?, ?> map ? map : Map.of();
      StringBuilder html = new StringBuilder();
      attributes.forEach(
          (key, attribute) -> {
            String name = String.valueOf(key);
            AttributeContext context = AttributeContext.of(element, name);
            requireSafe(element, name, context);
            html.append(html(context, name, attribute));
          });
      return html.toString();
    };
  }

  private static void requireSafe(String element, String name, AttributeContext context) {
    if (!NAME.matcher(name).matches()
        || context == AttributeContext.CODE
        || context == AttributeContext.CODE_URL) {
      throw new RenderException(
          "<" + element + "> cannot take an attribute \"" + name + "\" from a value", null);
    }
  }
}
