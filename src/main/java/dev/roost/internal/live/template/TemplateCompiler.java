package dev.roost.internal.live.template;

import com.fasterxml.jackson.databind.JavaType;
import dev.roost.internal.live.diff.Block;
import dev.roost.internal.live.diff.ComponentBody;
import dev.roost.internal.live.diff.Conditional;
import dev.roost.internal.live.diff.Dynamic;
import dev.roost.internal.live.diff.Leaf;
import dev.roost.internal.live.diff.Loop;
import dev.roost.internal.live.diff.SlotOutlet;
import dev.roost.internal.live.diff.StreamLoop;
import dev.roost.internal.live.template.Markup.Attribute;
import dev.roost.internal.live.template.Markup.Element;
import dev.roost.internal.live.template.Markup.Text;
import dev.roost.internal.live.template.Markup.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles a template's tree into blocks, against the types that its paths read. */
public final class TemplateCompiler {
  private static final Pattern FOR =
      Pattern.compile("\\s*([^\\s,]+)\\s*(?:,\\s*(\\S+)\\s*)?\\s+in\\s+(\\S+)\\s*");

  private final SourceText source;
  private final ComponentCalls components;
  private final AttributeCompiler attributes;

  private TemplateCompiler(SourceText source, Environment environment) {
    this.source = source;
    this.components = new ComponentCalls(source, environment, this);
    this.attributes = new AttributeCompiler(source);
  }

  /**
   * Compiles a template.
   *
   * @param root the class of the view, or the record of the component
   */
  public static ComponentBody compile(SourceText source, Environment environment, Class<?> root) {
    TemplateCompiler compiler = new TemplateCompiler(source, environment);
    Scope scope = Scope.of(source, new Members(environment.lookup()), Types.of(root));
    List<Markup> nodes = trimmed(MarkupParser.parse(source));
    Block block = compiler.block(nodes, scope, isSingleRoot(nodes));
    return new ComponentBody(block, scope.size());
  }

  /** Whether the nodes are one HTML element that is always there. */
  private static boolean isSingleRoot(List<Markup> nodes) {
    return nodes.size() == 1
        && nodes.get(0) instanceof Element element
        && element.isHtml()
        && element.attribute(Directive.IF) == null
        && element.attribute(Directive.FOR) == null;
  }

  /** The nodes without white space at both ends that has a line break in it. */
  static List<Markup> trimmed(List<Markup> nodes) {
    List<Markup> trimmed = new ArrayList<>(nodes);
    while (!trimmed.isEmpty() && isLineBreak(trimmed.get(0))) {
      trimmed.remove(0);
    }
    while (!trimmed.isEmpty() && isLineBreak(trimmed.get(trimmed.size() - 1))) {
      trimmed.remove(trimmed.size() - 1);
    }
    if (!trimmed.isEmpty() && trimmed.get(0) instanceof Text text && text.text().startsWith("\n")) {
      trimmed.set(0, new Text(text.offset(), text.text().stripLeading()));
    }
    int last = trimmed.size() - 1;
    if (last >= 0 && trimmed.get(last) instanceof Text text && text.text().endsWith("\n")) {
      trimmed.set(last, new Text(text.offset(), text.text().stripTrailing()));
    }
    return trimmed;
  }

  private static boolean isLineBreak(Markup node) {
    return node instanceof Text text && text.isBlank() && text.text().indexOf('\n') >= 0;
  }

  Block block(List<Markup> nodes, Scope scope, boolean singleRoot) {
    BlockBuilder out = new BlockBuilder();
    for (Markup node : nodes) {
      compile(node, scope, out);
    }
    return out.build(singleRoot);
  }

  private void compile(Markup node, Scope scope, BlockBuilder out) {
    if (node instanceof Text text) {
      out.text(text.text());
    } else if (node instanceof Value value) {
      out.dynamic(value(scope.path(value.path(), value.offset()), value));
    } else if (node instanceof Element element) {
      element(element, scope, out);
    }
  }

  private Dynamic value(Path path, Value value) {
    JavaType type = Types.unwrapped(path.type());
    if (Types.isSlot(type)) {
      return new SlotOutlet(path, null);
    }
    if (Types.elements(type) != null) {
      throw source.error(
          value.offset(),
          "{" + value.path() + "} is " + Types.name(type) + ": use :for to show its entries");
    }
    return new Leaf(path, Values::html);
  }

  private void element(Element element, Scope scope, BlockBuilder out) {
    for (Attribute attribute : element.attributes()) {
      if (Directive.isDirective(attribute.name())) {
        Directive.requireKnown(source, attribute);
      }
    }
    if (element.isSlot()) {
      throw source.error(
          element.offset(), "<" + element.name() + "> is no slot of a component around it");
    }
    Attribute loop = element.attribute(Directive.FOR);
    if (loop != null) {
      out.dynamic(loop(element, loop, scope));
      return;
    }
    Attribute key = element.attribute(Directive.KEY);
    if (key != null) {
      throw source.error(key.offset(), ":key without :for");
    }
    conditional(element, scope, out);
  }

  private void conditional(Element element, Scope scope, BlockBuilder out) {
    Attribute condition = element.attribute(Directive.IF);
    if (condition == null) {
      plain(element, scope, out);
    } else {
      Path path = condition(condition, scope);
      BlockBuilder inner = new BlockBuilder();
      plain(element, scope, inner);
      out.dynamic(new Conditional(path, inner.build(false)));
    }
  }

  Path condition(Attribute condition, Scope scope) {
    Path path = scope.path(condition.text(), condition.textOffset());
    JavaType type = path.type();
    boolean isNumber = type.isPrimitive() && !type.hasRawClass(boolean.class);
    boolean isList = !Types.isOptional(type) && Types.elements(type) != null;
    if (isNumber || isList) {
      throw source.error(
          condition.textOffset(),
          ":if takes a boolean or what may be null, {"
              + condition.text()
              + "} is "
              + Types.name(type));
    }
    return path;
  }

  /** A loop's variables and what it goes over. */
  record Iterated(Path path, JavaType element, Scope item, @Nullable Scope second) {
    Scope inner() {
      return second == null ? item : second;
    }
  }

  Iterated iterated(Attribute loop, Scope scope) {
    Matcher matcher = FOR.matcher(loop.text());
    if (!matcher.matches()) {
      throw source.error(
          loop.textOffset(),
          ":for takes {item in list} or {item, index in list}, not {" + loop.text() + "}");
    }
    Path path = scope.path(matcher.group(3), loop.textOffset() + matcher.start(3));
    JavaType element = Types.elements(path.type());
    if (element == null) {
      throw source.error(
          loop.textOffset() + matcher.start(3),
          "{" + matcher.group(3) + "} is " + Types.name(path.type()) + ", which has no entries");
    }
    Scope item = scope.with(matcher.group(1), element, loop.textOffset());
    if (matcher.group(2) == null) {
      return new Iterated(path, element, item, null);
    }
    JavaType second = Types.of(Types.isStream(path.type()) ? String.class : int.class);
    return new Iterated(
        path, element, item, item.with(matcher.group(2), second, loop.textOffset()));
  }

  private Dynamic loop(Element element, Attribute loop, Scope scope) {
    Iterated iterated = iterated(loop, scope);
    Scope inner = iterated.inner();
    int second = iterated.second() == null ? -1 : iterated.second().slot();
    int readBefore = inner.resetReads();
    BlockBuilder out = new BlockBuilder();
    conditional(element, inner, out);
    Block block = out.build(false);
    Attribute key = element.attribute(Directive.KEY);
    Path keyPath = key == null ? null : inner.path(key.text(), key.textOffset());
    boolean readsOnlyItem = inner.lowestRead() >= iterated.item().slot();
    inner.addRead(readBefore);
    if (Types.isStream(iterated.path().type())) {
      // A stream is no value, so a loop around it must keep its rows.
      inner.addRead(0);
      return new StreamLoop(iterated.path(), block, iterated.item().slot(), second);
    }
    return new Loop(
        iterated.path(),
        block,
        iterated.item().slot(),
        second,
        keyPath,
        readsOnlyItem && Types.isValue(iterated.element()),
        source.place(loop.offset()));
  }

  private void plain(Element element, Scope scope, BlockBuilder out) {
    if (element.isComponent()) {
      out.dynamic(components.call(element, scope));
    } else {
      html(element, scope, out);
    }
  }

  private void html(Element element, Scope scope, BlockBuilder out) {
    out.text("<").text(element.name());
    attributes.compile(element, scope, out);
    out.text(">");
    if (element.isVoid()) {
      return;
    }
    List<Markup> children = element.children();
    if (HtmlRules.keepsWhiteSpace(element.name())
        && !children.isEmpty()
        && children.get(0) instanceof Value) {
      // The browser drops a line break here, so one of the value's own must come second.
      out.text("\n");
    }
    for (Markup child : children) {
      if (child instanceof Value value && HtmlRules.isEscapableText(element.name())) {
        Path path = scope.path(value.path(), value.offset());
        out.dynamic(new Leaf(path, v -> HtmlEscaper.text(Values.text(v))));
      } else {
        compile(child, scope, out);
      }
    }
    out.text("</").text(element.name()).text(">");
  }
}
