package dev.roost.internal.live.template;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value in a style with fixed text around it. A value that could end the declaration, or load
 * anything, is replaced by one that CSS ignores.
 */
final class StyleValue {
  /** The replacement of a refused value. */
  static final String REFUSED = "roost-refused";

  private static final Pattern CHARACTERS = Pattern.compile("[\\p{L}\\p{N} #%.,+*/()_-]*");
  private static final Pattern FUNCTION = Pattern.compile("([\\p{L}\\p{N}_-]*)\\(");
  private static final Set<String> FUNCTIONS =
      Set.of(
          "rgb",
          "rgba",
          "hsl",
          "hsla",
          "hwb",
          "lab",
          "lch",
          "oklab",
          "oklch",
          "color-mix",
          "calc",
          "min",
          "max",
          "clamp",
          "var",
          "env",
          "translate",
          "translatex",
          "translatey",
          "translate3d",
          "rotate",
          "scale",
          "scalex",
          "scaley",
          "skew",
          "matrix",
          "cubic-bezier",
          "steps",
          "blur",
          "brightness",
          "contrast",
          "minmax",
          "repeat",
          "fit-content",
          "");

  private StyleValue() {}

  static String format(@Nullable Object value) {
    String text = Values.text(value);
    return isSafe(text) ? HtmlEscaper.attribute(text) : REFUSED;
  }

  private static boolean isSafe(String text) {
    return CHARACTERS.matcher(text).matches()
        && !text.contains("/*")
        && !text.contains("*/")
        && isBalanced(text)
        && FUNCTION
            .matcher(text)
            .results()
            .allMatch(call -> FUNCTIONS.contains(HtmlRules.lower(call.group(1))));
  }

  private static boolean isBalanced(String text) {
    int depth = 0;
    for (int i = 0; i < text.length() && depth >= 0; i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
    }
    return depth == 0;
  }
}
