package dev.roost.internal.live.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tree of a template's text. Offsets are into the text. */
sealed interface Markup {
  int offset();

  /** HTML text as it was written, entities included. */
  record Text(int offset, String text) implements Markup {
    boolean isBlank() {
      return text.isBlank();
    }
  }

  /** <code>{path}</code> in text. */
  record Value(int offset, String path) implements Markup {}

  /**
   * An element, a component ({@code .card}, {@code Ui.card}, {@code .Counter}) or a slot ({@code
   * :footer}).
   */
  record Element(
      int offset, String name, List<Attribute> attributes, List<Markup> children, boolean isVoid)
      implements Markup {
    boolean isSlot() {
      return name.startsWith(":");
    }

    boolean isComponent() {
      return name.indexOf('.') >= 0;
    }

    boolean isHtml() {
      return !isSlot() && !isComponent();
    }

    @Nullable Attribute attribute(String attributeName) {
      for (Attribute attribute : attributes) {
        if (attribute.name.equals(attributeName)) {
          return attribute;
        }
      }
      return null;
    }
  }

  /**
   * An attribute.
   *
   * @param name empty for <code>{attributes}</code> in a tag
   * @param parts text and values in turn; empty for {@code value=""}; null if there is a name only
   * @param braced whether the value is <code>{…}</code> without quotes, that is one value
   */
  record Attribute(int offset, String name, @Nullable List<Part> parts, boolean braced) {
    boolean isStatic() {
      return parts == null || parts.stream().noneMatch(Part::isValue);
    }

    /** The text of a static attribute as it was written, or of what is between braces. */
    String text() {
      return parts == null || parts.isEmpty() ? "" : parts.get(0).text();
    }

    int textOffset() {
      return parts == null || parts.isEmpty() ? offset : parts.get(0).offset();
    }
  }

  /** Text of an attribute, or a path in it. */
  record Part(int offset, String text, boolean isValue) {}
}
