package dev.roost.internal.live.template;

import com.fasterxml.jackson.databind.JavaType;
import dev.roost.internal.live.diff.Formatter;
import dev.roost.internal.live.diff.Leaf;
import dev.roost.internal.live.template.Markup.Attribute;
import dev.roost.internal.live.template.Markup.Element;
import dev.roost.internal.live.template.Markup.Part;
import dev.roost.live.html.Attributes;
import dev.roost.live.html.TrustedUrl;
import java.util.List;

/** Compiles the attributes of HTML elements. */
final class AttributeCompiler {
  private final SourceText source;

  AttributeCompiler(SourceText source) {
    this.source = source;
  }

  void compile(Element element, Scope scope, BlockBuilder out) {
    for (Attribute attribute : element.attributes()) {
      if (attribute.name().equals(Directive.LET)) {
        throw source.error(attribute.offset(), ":let is for components and slots");
      }
      if (!Directive.isDirective(attribute.name())) {
        compile(element, attribute, scope, out);
      }
    }
  }

  private void compile(Element element, Attribute attribute, Scope scope, BlockBuilder out) {
    if (attribute.name().isEmpty()) {
      out.dynamic(spread(element, attribute, scope));
      return;
    }
    if (attribute.isStatic()) {
      out.text(" ").text(attribute.name());
      if (attribute.parts() != null) {
        out.text("=\"").text(attribute.text().replace("\"", "&quot;")).text("\"");
      }
      return;
    }
    AttributeContext context = AttributeContext.of(element.name(), attribute.name());
    requireValuesAllowed(element, attribute, context, scope);
    if (attribute.braced()) {
      braced(attribute, context, scope, out);
    } else {
      out.text(" ").text(attribute.name()).text("=\"");
      quoted(attribute, context, scope, out);
      out.text("\"");
    }
  }

  private Leaf spread(Element element, Attribute attribute, Scope scope) {
    Path path = scope.path(attribute.text(), attribute.textOffset());
    if (!path.type().hasRawClass(Attributes.class) && Types.mapValues(path.type()) == null) {
      throw source.error(
          attribute.textOffset(),
          "a value between attributes must be Attributes or a map, {"
              + attribute.text()
              + "} is "
              + Types.name(path.type()));
    }
    return new Leaf(path, WholeAttribute.all(element.name()));
  }

  private void requireValuesAllowed(
      Element element, Attribute attribute, AttributeContext context, Scope scope) {
    String tag = "<" + element.name() + ">";
    if (context == AttributeContext.CODE) {
      throw source.error(
          attribute.offset(),
          "attribute "
              + attribute.name()
              + " of "
              + tag
              + " runs as code or HTML and takes no values; use phx-click and the like, and"
              + " &lbrace; for a brace that is text");
    }
    if (context == AttributeContext.CODE_URL
        && attribute.braced()
        && !isTrusted(parts(attribute).get(0), scope)) {
      throw source.error(
          attribute.offset(),
          "attribute "
              + attribute.name()
              + " of "
              + tag
              + " loads what runs in the page: give it a TrustedUrl, or write a fixed path in"
              + " quotes, with values as segments only");
    }
    if (element.name().equalsIgnoreCase("meta") && element.attribute("http-equiv") != null) {
      throw source.error(attribute.offset(), "<meta http-equiv> takes no values");
    }
  }

  private static boolean isTrusted(Part part, Scope scope) {
    JavaType type = scope.path(part.text(), part.offset()).type();
    return Types.unwrapped(type).hasRawClass(TrustedUrl.class);
  }

  private Path path(Part part, AttributeContext context, Scope scope) {
    Path path = scope.path(part.text(), part.offset());
    JavaType type = Types.unwrapped(path.type());
    boolean isList = context != AttributeContext.CLASS && Types.elements(type) != null;
    if (isList || Types.isSlot(type)) {
      throw source.error(
          part.offset(),
          "{" + part.text() + "} is " + Types.name(type) + ", which no attribute takes");
    }
    return path;
  }

  private void braced(
      Attribute attribute, AttributeContext context, Scope scope, BlockBuilder out) {
    Part part = parts(attribute).get(0);
    Path path = path(part, context, scope);
    String name = attribute.name();
    boolean isNumber = path.type().isPrimitive() && !path.type().hasRawClass(boolean.class);
    if (isNumber || context == AttributeContext.CLASS) {
      out.text(" ").text(name).text("=\"");
      out.dynamic(
          new Leaf(path, context == AttributeContext.CLASS ? Values::classes : Values::attribute));
      out.text("\"");
    } else {
      out.dynamic(new Leaf(path, WholeAttribute.of(context, name)));
    }
  }

  private void quoted(
      Attribute attribute, AttributeContext context, Scope scope, BlockBuilder out) {
    if (context == AttributeContext.URL || context == AttributeContext.CODE_URL) {
      requireSeparated(attribute);
    }
    StringBuilder before = new StringBuilder();
    boolean first = true;
    boolean afterValue = false;
    for (Part part : parts(attribute)) {
      if (!part.isValue()) {
        out.text(part.text().replace("\"", "&quot;"));
        before.append(part.text());
        afterValue = false;
        continue;
      }
      Path path = path(part, context, scope);
      Formatter formatter =
          switch (context) {
            case CLASS -> Values::classes;
            case STYLE -> style(part, afterValue);
            case URL -> url(part, before.toString(), first);
            case CODE_URL -> codeUrl(attribute, part, before.toString(), first, scope);
            default -> Values::attribute;
          };
      out.dynamic(new Leaf(path, formatter));
      first = false;
      afterValue = true;
    }
  }

  private Formatter style(Part part, boolean afterValue) {
    if (afterValue) {
      throw source.error(part.offset(), "two values in a style need something between them");
    }
    return StyleValue::format;
  }

  private Formatter codeUrl(
      Attribute attribute, Part part, String before, boolean first, Scope scope) {
    boolean isBase = before.isEmpty() && first && isTrusted(part, scope);
    if (!isBase && !before.matches("/[^/\\\\].*")) {
      throw source.error(
          part.offset(),
          "a value in "
              + attribute.name()
              + " of an element that loads code must be a TrustedUrl, or come after a"
              + " fixed path such as /assets/");
    }
    return url(part, before, first);
  }

  /** How a value is written in a URL depends on the fixed text before it. */
  private Formatter url(Part part, String before, boolean first) {
    if (before.isEmpty() && first) {
      return UrlPart.WHOLE;
    }
    if (!UrlPart.isSafe(before)) {
      throw source.error(part.offset(), "a value cannot be in a URL of this scheme");
    }
    if (before.indexOf('?') >= 0 || before.indexOf('#') >= 0) {
      return UrlPart.QUERY;
    }
    if (before.indexOf('/') >= 0 || before.indexOf(':') >= 0) {
      return UrlPart.PATH;
    }
    throw source.error(
        part.offset(),
        "the value could complete the scheme of the URL; put a / before it, or make the whole URL"
            + " one value");
  }

  /** A value that begins a URL must be followed by what ends its scheme. */
  private void requireSeparated(Attribute attribute) {
    List<Part> parts = parts(attribute);
    if (parts.get(0).isValue() && parts.size() > 1) {
      Part next = parts.get(1);
      if (next.isValue() || "/?#".indexOf(next.text().charAt(0)) < 0) {
        throw source.error(
            next.offset(), "after a value that begins a URL, write one of / ? # or nothing");
      }
    }
  }

  private static List<Part> parts(Attribute attribute) {
    List<Part> parts = attribute.parts();
    return parts == null ? List.of() : parts;
  }
}
