package dev.roost.internal.live.template;

import com.fasterxml.jackson.databind.JavaType;
import dev.roost.internal.live.diff.Block;
import dev.roost.internal.live.diff.Conditional;
import dev.roost.internal.live.diff.Expression;
import dev.roost.internal.live.diff.SlotContent;
import dev.roost.internal.live.template.Markup.Attribute;
import dev.roost.internal.live.template.Markup.Element;
import dev.roost.internal.live.template.Markup.Text;
import dev.roost.live.html.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compiles what is between a component's tags: its slots, and the rest as the slot {@code body}.
 */
final class SlotCompiler {
  private static final String BODY = "body";

  private final SourceText source;
  private final TemplateCompiler compiler;
  private final RecordCompiler records;
  private final Element owner;
  private final Scope scope;
  private final Map<String, List<Element>> named = new LinkedHashMap<>();
  private List<Markup> body = new ArrayList<>();

  SlotCompiler(
      SourceText source,
      TemplateCompiler compiler,
      RecordCompiler records,
      Element owner,
      Scope scope) {
    this.source = source;
    this.compiler = compiler;
    this.records = records;
    this.owner = owner;
    this.scope = scope;
    for (Markup child : owner.children()) {
      if (child instanceof Element element && element.isSlot()) {
        named.computeIfAbsent(element.name().substring(1), n -> new ArrayList<>()).add(element);
      } else {
        body.add(child);
      }
    }
    if (body.stream().allMatch(node -> node instanceof Text text && text.isBlank())) {
      body = List.of();
    }
  }

  static boolean isList(JavaType type) {
    JavaType element = type.isTypeOrSubTypeOf(List.class) ? Types.elements(type) : null;
    return element != null && (Types.isSlot(element) || isSlotRecord(element));
  }

  /** Whether a record has attributes of a slot and its body. */
  private static boolean isSlotRecord(JavaType type) {
    Class<?> raw = type.getRawClass();
    if (!raw.isRecord()) {
      return false;
    }
    for (var component : raw.getRecordComponents()) {
      if (Slot.class.isAssignableFrom(component.getType())) {
        return true;
      }
    }
    return false;
  }

  /** Takes the slot of a record's component, or null if there is none. */
  @Nullable Expression take(String name, JavaType type) {
    JavaType entry = isList(type) ? Types.elements(type) : Types.unwrapped(type);
    boolean isSlot = entry != null && (Types.isSlot(entry) || isSlotRecord(entry));
    if (entry == null || !isSlot) {
      return null;
    }
    if (name.equals(BODY) && !body.isEmpty() && Types.isSlot(entry)) {
      List<Markup> nodes = body;
      body = List.of();
      Expression content = content(nodes, owner.attribute(Directive.LET), entry, scope);
      return isList(type) ? s -> List.of(required(content.get(s))) : content;
    }
    List<Element> elements = named.remove(name);
    if (elements == null) {
      return null;
    }
    if (!isList(type) && elements.size() > 1) {
      throw source.error(
          elements.get(1).offset(), "<" + owner.name() + "> takes one slot <:" + name + ">");
    }
    List<Entry> entries = new ArrayList<>();
    for (Element element : elements) {
      entries.add(entry(element, entry));
    }
    if (isList(type)) {
      return s -> collected(entries, s);
    }
    Expression one =
        s -> {
          List<Object> all = collected(entries, s);
          return all.isEmpty() ? null : all.get(0);
        };
    return Types.isOptional(type) ? s -> Optional.ofNullable(one.get(s)) : one;
  }

  private static Object required(@Nullable Object content) {
    if (content == null) {
      throw new IllegalStateException("a slot has no content");
    }
    return content;
  }

  /** Adds what one slot of the template is at the moment: nothing, one, or one for each item. */
  private interface Entry {
    void add(@Nullable Object[] scope, List<Object> entries);
  }

  private static List<Object> collected(List<Entry> entries, @Nullable Object[] scope) {
    List<Object> all = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      entry.add(scope, all);
    }
    return all;
  }

  private Entry entry(Element element, JavaType type) {
    Attribute loop = element.attribute(Directive.FOR);
    if (loop != null) {
      throw source.error(loop.offset(), "a slot cannot have :for");
    }
    Attribute condition = element.attribute(Directive.IF);
    Path when = condition == null ? null : compiler.condition(condition, scope);
    Expression made = made(element, type);
    return (s, entries) -> {
      if (when == null || Conditional.isTrue(when.get(s))) {
        entries.add(required(made.get(s)));
      }
    };
  }

  private Expression made(Element element, JavaType type) {
    AttributeValues values = new AttributeValues(source, element, scope);
    if (isSlotRecord(type)) {
      return records.compile(element, type, values, scope);
    }
    values.requireAllTaken(List.of());
    return content(element.children(), element.attribute(Directive.LET), type, scope);
  }

  private Expression content(
      List<Markup> nodes, @Nullable Attribute let, JavaType slot, Scope outer) {
    Scope inner = outer;
    int letSlot = -1;
    if (let != null) {
      JavaType[] parameters = slot.findTypeParameters(Slot.class);
      JavaType given =
          parameters == null || parameters.length == 0 ? Types.of(Object.class) : parameters[0];
      inner = outer.with(let.text(), given, let.textOffset());
      letSlot = inner.slot();
    }
    Block block = compiler.block(TemplateCompiler.trimmed(nodes), inner, false);
    int place = letSlot;
    return s -> new SlotContent(block, s, place);
  }

  void requireAllTaken() {
    for (Map.Entry<String, List<Element>> slot : named.entrySet()) {
      throw source.error(
          slot.getValue().get(0).offset(),
          "<" + owner.name() + "> has no slot <:" + slot.getKey() + ">");
    }
    if (!body.isEmpty()) {
      throw source.error(owner.offset(), "<" + owner.name() + "> takes no content");
    }
  }
}
