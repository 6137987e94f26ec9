package dev.roost.internal.live.template;

import java.util.Set;

/** The meaning of an HTML attribute's value, which decides how to escape it. */
enum AttributeContext {
  /** Text. */
  PLAIN,
  /** Text; true and false are written as such. */
  ENUMERATED,
  /** A list of classes. */
  CLASS,
  /** CSS declarations. */
  STYLE,
  /** A URL that the browser goes to or loads. */
  URL,
  /** A URL whose content runs in the page: trusted, or values as segments of a fixed path. */
  CODE_URL,
  /** Script or HTML in an attribute: no values. */
  CODE;

  private static final Set<String> URLS =
      Set.of(
          "href",
          "src",
          "action",
          "formaction",
          "xlink:href",
          "poster",
          "cite",
          "background",
          "manifest",
          "longdesc",
          "ping",
          "icon",
          "classid",
          "codebase",
          "archive",
          "profile",
          "usemap",
          "data");
  private static final Set<String> CODE_ELEMENTS =
      Set.of("script", "object", "embed", "base", "link", "applet", "iframe", "frame");
  private static final Set<String> ENUMERATED_NAMES =
      Set.of("contenteditable", "draggable", "spellcheck", "writingsuggestions");

  static AttributeContext of(String element, String attribute) {
    String name = HtmlRules.lower(attribute);
    String tag = HtmlRules.lower(element);
    if (name.startsWith("on") || name.equals("srcdoc")) {
      return CODE;
    }
    if (tag.equals("meta") && name.equals("http-equiv")) {
      return CODE;
    }
    if (isAnimation(tag) && !name.equals("id") && !name.equals("class")) {
      // An animation may set the href of what is around it.
      return CODE;
    }
    if (name.equals("data") && !tag.equals("object")) {
      return PLAIN;
    }
    if (URLS.contains(name)) {
      return CODE_ELEMENTS.contains(tag) || tag.equals("use") ? CODE_URL : URL;
    }
    if (name.equals("class")) {
      return CLASS;
    }
    if (name.equals("style")) {
      return STYLE;
    }
    return name.startsWith("aria-") || ENUMERATED_NAMES.contains(name) ? ENUMERATED : PLAIN;
  }

  private static boolean isAnimation(String tag) {
    return tag.equals("animate") || tag.equals("set") || tag.startsWith("animate");
  }
}
