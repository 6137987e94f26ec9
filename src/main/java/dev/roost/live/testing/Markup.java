package dev.roost.live.testing;

import java.util.List;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Compares HTML without regard to white space between elements and the order of attributes. */
final class Markup {
  /** The client's own, which tests do not write. */
  private static final String COMPONENT = "data-phx-component";

  private Markup() {}

  static boolean isSame(Element expected, Element actual) {
    if (!expected.normalName().equals(actual.normalName())
        || !hasAttributes(expected, actual)
        || !hasAttributes(actual, expected)) {
      return false;
    }
    List<Node> wanted = content(expected);
    List<Node> found = content(actual);
    if (wanted.size() != found.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!isSame(wanted.get(i), found.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(Node expected, Node actual) {
    if (expected instanceof Element wanted && actual instanceof Element found) {
      return isSame(wanted, found);
    }
    return expected instanceof TextNode wanted
        && actual instanceof TextNode found
        && wanted.text().strip().equals(found.text().strip());
  }

  private static boolean hasAttributes(Element all, Element of) {
    for (Attribute attribute : all.attributes()) {
      if (!attribute.getKey().equals(COMPONENT)
          && !(of.hasAttr(attribute.getKey())
              && of.attr(attribute.getKey()).equals(attribute.getValue()))) {
        return false;
      }
    }
    return true;
  }

  private static List<Node> content(Element element) {
    return element.childNodes().stream()
        .filter(
            node -> node instanceof Element || (node instanceof TextNode text && !text.isBlank()))
        .toList();
  }
}
