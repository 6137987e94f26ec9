package dev.roost.internal.live.template;

import org.jspecify.annotations.Nullable;

/** Escapes text. A text without special characters is returned as it is. */
public final class HtmlEscaper {
  private HtmlEscaper() {}

  /** For text between tags, {@code textarea} and {@code title} included. */
  static String text(String value) {
    return escape(value, false);
  }

  /** For an attribute's value in double quotes; single quotes are escaped too. */
  public static String attribute(String value) {
    return escape(value, true);
  }

  private static String escape(String value, boolean quotes) {
    int size = value.length();
    for (int i = 0; i < size; i++) {
      if (entity(value.charAt(i), quotes) != null) {
        return escape(value, i, quotes);
      }
    }
    return value;
  }

  private static String escape(String value, int from, boolean quotes) {
    int size = value.length();
    StringBuilder escaped = new StringBuilder(size + 16).append(value, 0, from);
    for (int i = from; i < size; i++) {
      char c = value.charAt(i);
      String entity = entity(c, quotes);
      if (entity == null) {
        escaped.append(c);
      } else {
        escaped.append(entity);
      }
    }
    return escaped.toString();
  }

  private static @Nullable String entity(char c, boolean quotes) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> quotes ? "&quot;" : null;
      case '\'' -> quotes ? "&#39;" : null;
      default -> null;
    };
  }

  /** The text that simple entities stand for, for values that are not written as HTML. */
  static String unescape(String html) {
    if (html.indexOf('&') < 0) {
      return html;
    }
    return html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&apos;", "'")
        .replace("&lbrace;", "{")
        .replace("&rbrace;", "}")
        .replace("&#123;", "{")
        .replace("&#125;", "}")
        .replace("&amp;", "&");
  }
}
