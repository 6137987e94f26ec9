package dev.roost.internal.live.template;

import dev.roost.live.html.TrustedHtml;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The texts of values. */
final class Values {
  private Values() {}

  /** The text of a value that is not escaped yet; empty for null. */
  static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Optional<?> optional) {
      return text(optional.orElse(null));
    }
    return String.valueOf(value);
  }

  /** HTML of a value between tags. */
  static String html(@Nullable Object value) {
    return value instanceof TrustedHtml trusted ? trusted.html() : HtmlEscaper.text(text(value));
  }

  /** An attribute's value. */
  static String attribute(@Nullable Object value) {
    return HtmlEscaper.attribute(text(value));
  }

  /**
   * A list of classes: a text, a collection of which null and false are left out, or a map of
   * classes that are there if their value is true.
   */
  static String classes(@Nullable Object value) {
    if (value instanceof Iterable<?> || value instanceof Object[] || value instanceof Map<?, ?>) {
      StringBuilder classes = new StringBuilder();
      appendClasses(value, classes);
      return HtmlEscaper.attribute(classes.toString());
    }
    return value instanceof Boolean ? "" : attribute(value);
  }

  private static void appendClasses(@Nullable Object value, StringBuilder classes) {
    if (value instanceof Iterable<?> list) {
      list.forEach(entry -> appendClasses(entry, classes));
    } else if (value instanceof Object[] array) {
      for (Object entry : array) {
        appendClasses(entry, classes);
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((name, on) -> appendClasses(Boolean.TRUE.equals(on) ? name : null, classes));
    } else if (value != null && !(value instanceof Boolean)) {
      String name = text(value);
      if (!name.isBlank()) {
        classes.append(classes.length() == 0 ? "" : " ").append(name);
      }
    }
  }
}
