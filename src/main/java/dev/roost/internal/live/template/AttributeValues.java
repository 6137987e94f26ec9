package dev.roost.internal.live.template;

import com.fasterxml.jackson.databind.JavaType;
import dev.roost.internal.live.diff.Expression;
import dev.roost.internal.live.template.Markup.Attribute;
import dev.roost.internal.live.template.Markup.Element;
import dev.roost.internal.live.template.Markup.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that a template gives to a component or a slot, compiled but not yet converted.
 */
final class AttributeValues {
  private final SourceText source;
  private final String tag;
  private final Map<String, Given> given = new LinkedHashMap<>();

  /**
   * One of them.
   *
   * @param text a static text; null if it is a value
   */
  private record Given(
      Attribute attribute, JavaType type, Expression expression, @Nullable String text) {}

  AttributeValues(SourceText source, Element element, Scope scope) {
    this.source = source;
    this.tag = "<" + element.name() + ">";
    for (Attribute attribute : element.attributes()) {
      if (Directive.isDirective(attribute.name())) {
        Directive.requireKnown(source, attribute);
      } else if (attribute.name().isEmpty()) {
        throw source.error(attribute.offset(), tag + " takes attributes by name");
      } else {
        given.put(attribute.name(), given(attribute, scope));
      }
    }
  }

  private static Given given(Attribute attribute, Scope scope) {
    List<Part> parts = attribute.parts();
    if (parts == null) {
      return new Given(attribute, Types.of(boolean.class), s -> true, "true");
    }
    if (attribute.isStatic()) {
      String text = HtmlEscaper.unescape(attribute.text());
      return new Given(attribute, Types.of(String.class), s -> text, text);
    }
    if (parts.size() == 1) {
      Path path = scope.path(parts.get(0).text(), parts.get(0).offset());
      return new Given(attribute, path.type(), path, null);
    }
    List<Expression> texts = new ArrayList<>();
    for (Part part : parts) {
      String text = HtmlEscaper.unescape(part.text());
      texts.add(part.isValue() ? scope.path(part.text(), part.offset()) : s -> text);
    }
    return new Given(attribute, Types.of(String.class), s -> joined(texts, s), null);
  }

  private static String joined(List<Expression> texts, @Nullable Object[] scope) {
    StringBuilder joined = new StringBuilder();
    texts.forEach(text -> joined.append(Values.text(text.get(scope))));
    return joined.toString();
  }

  String tag() {
    return tag;
  }

  /** The type of what is given, or null. */
  @Nullable JavaType type(String name) {
    Given value = given.get(name);
    return value == null ? null : value.type();
  }

  /** Takes an attribute as the type that is declared, or null if it is not given. */
  @Nullable Expression take(String name, JavaType declared) {
    Given value = given.remove(name);
    if (value == null) {
      return null;
    }
    String text = value.text();
    Expression converted;
    boolean isNameOnly = value.attribute().parts() == null;
    if (text == null || isNameOnly) {
      converted = Conversion.of(value.expression(), value.type(), declared);
    } else {
      Object constant = Conversion.parse(text, declared);
      converted = constant == null ? null : scope -> constant;
    }
    if (converted == null) {
      throw source.error(
          value.attribute().textOffset(),
          "attribute "
              + name
              + " of "
              + tag
              + " is "
              + Types.name(declared)
              + ", "
              + (value.text() == null
                  ? "the value is " + Types.name(value.type())
                  : "not \"" + value.text() + "\""));
    }
    return converted;
  }

  /** Takes all that were not taken. */
  Map<String, Expression> takeOthers() {
    Map<String, Expression> others = new LinkedHashMap<>();
    given.forEach((name, value) -> others.put(name, value.expression()));
    given.clear();
    return others;
  }

  /** Refuses what was not taken. */
  void requireAllTaken(List<String> declared) {
    for (Given value : given.values()) {
      String name = value.attribute().name();
      throw source.error(
          value.attribute().offset(),
          tag + " has no attribute " + name + NearNames.suggestion(name, declared));
    }
  }
}
