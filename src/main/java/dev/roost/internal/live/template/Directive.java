package dev.roost.internal.live.template;

import java.util.List;

/** The attributes that the compiler takes for itself. */
final class Directive {
  static final String IF = ":if";
  static final String FOR = ":for";
  static final String KEY = ":key";
  static final String LET = ":let";

  private static final List<String> ALL = List.of(IF, FOR, KEY, LET);

  private Directive() {}

  static boolean isDirective(String attribute) {
    return attribute.startsWith(":");
  }

  static void requireKnown(SourceText source, Markup.Attribute attribute) {
    if (!ALL.contains(attribute.name())) {
      throw source.error(
          attribute.offset(),
          "there is no " + attribute.name() + NearNames.suggestion(attribute.name(), ALL));
    }
    if (!attribute.braced()) {
      throw source.error(attribute.offset(), attribute.name() + " takes its value in braces");
    }
  }
}
