package dev.roost.live.testing;

import dev.roost.internal.live.template.NearNames;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jsoup.select.Selector;

/** Finds elements, and says what is there instead of those that are not. */
final class Selection {
  private static final int SHOWN_HTML = 4_000;

  private Selection() {}

  /** The only element of a selector. */
  static Element one(Browser browser, Element scope, String selector) {
    Elements found = all(browser, scope, selector);
    if (found.size() > 1) {
      throw browser
          .endpoint()
          .failure(
              "expected one element " + selector + ", found " + found.size() + ":\n" + html(found));
    }
    return found.get(0);
  }

  /** The elements of a selector, at least one. */
  static Elements all(Browser browser, Element scope, String selector) {
    Elements found = select(scope, selector);
    if (found.isEmpty()) {
      throw browser.endpoint().failure(missing(scope, selector));
    }
    return found;
  }

  static Elements select(Element scope, String selector) {
    try {
      return scope.select(selector);
    } catch (Selector.SelectorParseException e) {
      throw new IllegalArgumentException("not a CSS selector: " + selector, e);
    }
  }

  /** Says that an element is missing, what is nearest to it, and what the page shows. */
  static String missing(Element scope, String selector) {
    Set<String> names = new LinkedHashSet<>();
    for (Element element : scope.getAllElements()) {
      if (!element.id().isEmpty()) {
        names.add("#" + element.id());
      }
      element.classNames().forEach(name -> names.add("." + name));
    }
    return "no element "
        + selector
        + NearNames.suggestion(selector, names)
        + "\nthe page shows:\n"
        + shown(scope);
  }

  static String html(Elements elements) {
    return shortened(elements.outerHtml());
  }

  /** The HTML of the page or view. */
  static String shown(Element scope) {
    return shortened(scope.html());
  }

  private static String shortened(String html) {
    return html.length() <= SHOWN_HTML
        ? html
        : html.substring(0, SHOWN_HTML) + "… (" + html.length() + " characters)";
  }
}
