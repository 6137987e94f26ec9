package dev.roost.internal.live.template;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of a browser's HTML parser for elements. */
final class HtmlRules {
  private static final Set<String> VOID =
      Set.of(
          "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
          "source", "track", "wbr");
  private static final Set<String> CLOSES_P =
      Set.of(
          "address",
          "article",
          "aside",
          "blockquote",
          "center",
          "details",
          "dialog",
          "dir",
          "div",
          "dl",
          "fieldset",
          "figcaption",
          "figure",
          "footer",
          "form",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "header",
          "hgroup",
          "hr",
          "main",
          "menu",
          "nav",
          "ol",
          "p",
          "pre",
          "search",
          "section",
          "table",
          "ul");
  private static final Set<String> NOT_IN_ITSELF = Set.of("form", "a", "button", "option");
  private static final Set<String> TABLE_PARTS = Set.of("table", "thead", "tbody", "tfoot", "tr");
  private static final Set<String> NEW_SCOPE =
      Set.of("button", "td", "th", "caption", "object", "template", "svg", "math", "foreignobject");

  private HtmlRules() {}

  static boolean isVoid(String element) {
    return VOID.contains(lower(element));
  }

  /** Whether the content is text that the browser does not parse, where nothing is inserted. */
  static boolean isRawText(String element) {
    String name = lower(element);
    return name.equals("script") || name.equals("style");
  }

  /** Whether the content is text with entities and no elements. */
  static boolean isEscapableText(String element) {
    String name = lower(element);
    return name.equals("textarea") || name.equals("title");
  }

  /** Whether white space in the content is shown. */
  static boolean keepsWhiteSpace(String element) {
    String name = lower(element);
    return name.equals("pre") || name.equals("textarea");
  }

  /** Whether text in the element is moved out of it by the browser. */
  static boolean movesTextOut(String element) {
    return TABLE_PARTS.contains(lower(element));
  }

  /**
   * The problem of an element inside others, or null.
   *
   * @param open the elements around it, innermost first
   */
  static @Nullable String nestingProblem(String element, Iterable<String> open) {
    String name = lower(element);
    boolean pInScope = true;
    for (String outer : open) {
      String around = lower(outer);
      if (pInScope && around.equals("p") && CLOSES_P.contains(name)) {
        return "<" + name + "> cannot be inside <p>: the browser closes the <p> before it";
      }
      if (around.equals(name) && NOT_IN_ITSELF.contains(name)) {
        return "<" + name + "> cannot be inside another <" + name + ">";
      }
      if (NEW_SCOPE.contains(around)) {
        pInScope = false;
      }
    }
    return null;
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
