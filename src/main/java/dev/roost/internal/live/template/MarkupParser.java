package dev.roost.internal.live.template;

import dev.roost.internal.live.template.Markup.Attribute;
import dev.roost.internal.live.template.Markup.Element;
import dev.roost.internal.live.template.Markup.Part;
import dev.roost.internal.live.template.Markup.Text;
import dev.roost.internal.live.template.Markup.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads a template's text. Every element must be closed and correctly nested. Comments are left
 * out. A run of white space with a line break in it becomes one line break, except in {@code pre}
 * and {@code textarea}.
 */
final class MarkupParser {
  private final SourceText source;
  private final String text;
  private final Deque<String> open = new ArrayDeque<>();
  private int at;

  private MarkupParser(SourceText source) {
    this.source = source;
    this.text = source.text();
  }

  static List<Markup> parse(SourceText source) {
    MarkupParser parser = new MarkupParser(source);
    List<Markup> nodes = parser.nodes();
    if (parser.at < parser.text.length()) {
      throw parser.error(parser.at, "</" + parser.nameAt(parser.at + 2) + "> closes nothing");
    }
    return nodes;
  }

  private RuntimeException error(int offset, String problem) {
    return source.error(offset, problem);
  }

  /** The nodes up to an end tag or the end. */
  private List<Markup> nodes() {
    List<Markup> nodes = new ArrayList<>();
    while (at < text.length()) {
      if (text.startsWith("</", at)) {
        return nodes;
      }
      if (text.startsWith("<!--", at)) {
        comment();
      } else if (text.regionMatches(true, at, "<!doctype", 0, 9)) {
        nodes.add(doctype());
      } else if (text.charAt(at) == '{') {
        nodes.add(value());
      } else if (startsTag(at)) {
        nodes.add(element());
      } else {
        nodes.add(text());
      }
    }
    return nodes;
  }

  private Text doctype() {
    int start = at;
    at = indexAfter(">", at, "the doctype");
    return new Text(start, text.substring(start, at));
  }

  private void comment() {
    at = indexAfter("-->", at + 4, "the comment");
  }

  private int indexAfter(String end, int from, String what) {
    int found = text.indexOf(end, from);
    if (found < 0) {
      throw error(at, what + " is not closed by " + end);
    }
    return found + end.length();
  }

  private boolean startsTag(int offset) {
    if (text.charAt(offset) != '<' || offset + 1 >= text.length()) {
      return false;
    }
    char c = text.charAt(offset + 1);
    return Character.isLetter(c) || c == '.' || c == ':';
  }

  private Text text() {
    int start = at;
    do {
      at++;
    } while (at < text.length()
        && text.charAt(at) != '{'
        && !text.startsWith("</", at)
        && !text.startsWith("<!--", at)
        && !startsTag(at));
    String found = text.substring(start, at);
    requireNoStrayLess(found, start);
    return new Text(start, keepsWhiteSpace() ? found : collapse(found));
  }

  private void requireNoStrayLess(String found, int start) {
    int less = found.indexOf('<');
    if (less >= 0) {
      throw error(start + less, "write &lt; for a < that begins no tag");
    }
  }

  private boolean keepsWhiteSpace() {
    return open.stream().anyMatch(HtmlRules::keepsWhiteSpace);
  }

  private static String collapse(String text) {
    return text.replaceAll("[ \\t\\r]*\\n\\s*", "\n");
  }

  private Value value() {
    int start = at;
    String path = braces();
    return new Value(start + 1 + leadingBlanks(path), path.strip());
  }

  private static int leadingBlanks(String text) {
    int blanks = 0;
    while (blanks < text.length() && Character.isWhitespace(text.charAt(blanks))) {
      blanks++;
    }
    return blanks;
  }

  /** Reads the text between the braces that begin here. */
  private String braces() {
    int end = text.indexOf('}', at);
    int next = text.indexOf('{', at + 1);
    if (end < 0 || (next >= 0 && next < end)) {
      throw error(at, "{ is not closed by }; write &lbrace; for a brace that is text");
    }
    String inside = text.substring(at + 1, end);
    if (inside.isBlank()) {
      throw error(at, "no path between { and }; write &lbrace; for a brace that is text");
    }
    at = end + 1;
    return inside;
  }

  private String nameAt(int from) {
    int end = from;
    while (end < text.length() && isNameChar(text.charAt(end))) {
      end++;
    }
    return text.substring(from, end);
  }

  private static boolean isNameChar(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == ':';
  }

  private Element element() {
    int start = at;
    String name = nameAt(at + 1);
    at += 1 + name.length();
    checkNesting(start, name);
    List<Attribute> attributes = attributes(name);
    boolean selfClosed = text.startsWith("/>", at);
    at += selfClosed ? 2 : 1;
    boolean html = !name.startsWith(":") && name.indexOf('.') < 0;
    boolean isVoid = html && HtmlRules.isVoid(name);
    if (selfClosed || isVoid) {
      return new Element(start, name, attributes, List.of(), isVoid);
    }
    open.push(name);
    List<Markup> children;
    if (html && HtmlRules.isRawText(name)) {
      children = rawText(start, name);
    } else if (html && HtmlRules.isEscapableText(name)) {
      children = escapableText(start, name);
    } else {
      children = nodes();
    }
    open.pop();
    endTag(start, name);
    if (html && HtmlRules.movesTextOut(name)) {
      requireNoText(name, children);
    }
    return new Element(start, name, attributes, children, false);
  }

  private void checkNesting(int start, String name) {
    String problem = HtmlRules.nestingProblem(name, open);
    if (problem != null) {
      throw error(start, problem);
    }
  }

  private void requireNoText(String name, List<Markup> children) {
    for (Markup child : children) {
      if (child instanceof Value || (child instanceof Text t && !t.isBlank())) {
        throw error(
            child.offset(),
            "text cannot be directly inside <" + name + ">: the browser moves it out of the table");
      }
    }
  }

  private int endOf(int start, String name) {
    String end = "</" + name;
    for (int i = at; i + end.length() <= text.length(); i++) {
      if (text.regionMatches(true, i, end, 0, end.length())) {
        return i;
      }
    }
    throw error(start, "<" + name + "> is not closed");
  }

  private List<Markup> rawText(int start, String name) {
    int end = endOf(start, name);
    Text content = new Text(at, text.substring(at, end));
    at = end;
    return List.of(content);
  }

  private List<Markup> escapableText(int start, String name) {
    int end = endOf(start, name);
    List<Markup> children = new ArrayList<>();
    while (at < end) {
      if (text.charAt(at) == '{') {
        children.add(value());
      } else {
        int brace = text.indexOf('{', at);
        int stop = brace < 0 || brace > end ? end : brace;
        children.add(new Text(at, text.substring(at, stop)));
        at = stop;
      }
    }
    return children;
  }

  private void endTag(int start, String name) {
    if (at >= text.length()) {
      throw error(start, "<" + name + "> is not closed");
    }
    String found = nameAt(at + 2);
    if (!found.equalsIgnoreCase(name)) {
      throw error(
          at,
          open.stream().anyMatch(found::equalsIgnoreCase)
              ? "</" + found + "> comes before </" + name + ">: <" + name + "> is not closed"
              : "</" + found + "> does not close <" + name + ">");
    }
    at += 2 + found.length();
    skipBlanks();
    if (at >= text.length() || text.charAt(at) != '>') {
      throw error(at, "</" + found + " is not closed by >");
    }
    at++;
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private List<Attribute> attributes(String element) {
    List<Attribute> attributes = new ArrayList<>();
    while (true) {
      skipBlanks();
      if (at >= text.length()) {
        throw error(at, "the tag <" + element + "> is not closed by >");
      }
      if (text.charAt(at) == '>' || text.startsWith("/>", at)) {
        return attributes;
      }
      Attribute attribute = attribute(element);
      for (Attribute other : attributes) {
        if (!other.name().isEmpty() && other.name().equalsIgnoreCase(attribute.name())) {
          throw error(attribute.offset(), "<" + element + "> has two attributes " + other.name());
        }
      }
      attributes.add(attribute);
    }
  }

  private Attribute attribute(String element) {
    int start = at;
    if (text.charAt(at) == '{') {
      Part part = bracedPart();
      return new Attribute(start, "", List.of(part), true);
    }
    String name = attributeName();
    if (name.isEmpty()) {
      throw error(at, "no attribute of <" + element + "> can begin with " + text.charAt(at));
    }
    if (at < text.length() && text.charAt(at) == '{') {
      throw error(at, "an attribute's name cannot be a value; use a name, or {attributes} alone");
    }
    skipBlanks();
    if (at >= text.length() || text.charAt(at) != '=') {
      return new Attribute(start, name, null, false);
    }
    at++;
    skipBlanks();
    if (at >= text.length()) {
      throw error(start, "attribute " + name + " has no value");
    }
    char c = text.charAt(at);
    if (c == '{') {
      return new Attribute(start, name, List.of(bracedPart()), true);
    }
    return new Attribute(start, name, c == '"' || c == '\'' ? quoted(c) : unquoted(name), false);
  }

  private String attributeName() {
    int start = at;
    while (at < text.length() && " \t\r\n\f>/=\"'<{".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private Part bracedPart() {
    int start = at;
    String inside = braces();
    return new Part(start + 1 + leadingBlanks(inside), inside.strip(), true);
  }

  private List<Part> quoted(char quote) {
    int start = at++;
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int literalStart = at;
    while (true) {
      if (at >= text.length()) {
        throw error(start, "the attribute's value is not closed by " + quote);
      }
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        break;
      }
      if (c == '{') {
        if (literal.length() > 0) {
          parts.add(new Part(literalStart, literal.toString(), false));
          literal.setLength(0);
        }
        parts.add(bracedPart());
        literalStart = at;
      } else {
        literal.append(c);
        at++;
      }
    }
    if (literal.length() > 0) {
      parts.add(new Part(literalStart, literal.toString(), false));
    }
    return parts;
  }

  private List<Part> unquoted(String name) {
    int start = at;
    while (at < text.length() && " \t\r\n\f>\"'`=<".indexOf(text.charAt(at)) < 0) {
      if (text.charAt(at) == '{') {
        throw error(at, "put quotes around the value of " + name + ", or braces alone");
      }
      at++;
    }
    if (at == start) {
      throw error(at, "attribute " + name + " has no value");
    }
    return List.of(new Part(start, text.substring(start, at), false));
  }
}
