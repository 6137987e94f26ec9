package dev.roost.internal.live.template;

import com.fasterxml.jackson.databind.JavaType;
import dev.roost.internal.live.diff.Call;
import dev.roost.internal.live.diff.Dynamic;
import dev.roost.internal.live.diff.Expression;
import dev.roost.internal.live.diff.SlotOutlet;
import dev.roost.internal.live.template.Markup.Attribute;
import dev.roost.internal.live.template.Markup.Element;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles the tags of components. */
final class ComponentCalls {
  private static final String RENDER = ".render";

  private final SourceText source;
  private final Environment environment;
  private final TemplateCompiler compiler;

  ComponentCalls(SourceText source, Environment environment, TemplateCompiler compiler) {
    this.source = source;
    this.environment = environment;
    this.compiler = compiler;
  }

  Dynamic call(Element element, Scope scope) {
    String name = element.name();
    if (name.equals(RENDER)) {
      return outlet(element, scope);
    }
    if (Character.isUpperCase(name.charAt(name.lastIndexOf('.') + 1))) {
      return new StatefulCompiler(source, environment).call(element, scope);
    }
    FunctionDefinition definition = environment.function(source, element.offset(), name);
    AttributeValues values = new AttributeValues(source, element, scope);
    JavaType record = inferred(definition.attributes(), values);
    Expression attributes =
        new RecordCompiler(source, compiler, definition.lookup())
            .compile(element, record, values, scope);
    return new Call(
        s -> {
          Object made = attributes.get(s);
          if (made == null) {
            throw new IllegalStateException("a constructor returned null");
          }
          return made;
        },
        definition.body());
  }

  private SlotOutlet outlet(Element element, Scope scope) {
    Attribute slot = element.attribute("slot");
    Attribute with = element.attribute("with");
    boolean hasOthers =
        element.attributes().stream()
            .anyMatch(a -> !a.equals(slot) && !a.equals(with) && !Directive.isDirective(a.name()));
    if (slot == null || !slot.braced() || hasOthers || !element.children().isEmpty()) {
      throw source.error(
          element.offset(), "<.render> takes slot={slot}, with={value} and no content");
    }
    Path path = scope.path(slot.text(), slot.textOffset());
    if (!Types.isSlot(Types.unwrapped(path.type()))) {
      throw source.error(
          slot.textOffset(), "{" + slot.text() + "} is " + Types.name(path.type()) + ", no slot");
    }
    return new SlotOutlet(path, with == null ? null : scope.path(with.text(), with.textOffset()));
  }

  /** The record with its type parameters as the given attributes say. */
  private static JavaType inferred(Class<?> record, AttributeValues values) {
    var parameters = record.getTypeParameters();
    if (parameters.length == 0) {
      return Types.of(record);
    }
    JavaType[] arguments = new JavaType[parameters.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = Types.of(Object.class);
      for (RecordComponent component : record.getRecordComponents()) {
        JavaType given = values.type(component.getName());
        JavaType bound =
            given == null
                ? null
                : binding(component.getGenericType(), given, parameters[i].getName());
        if (bound != null) {
          arguments[i] = bound.isPrimitive() ? Types.of(Object.class) : bound;
          break;
        }
      }
    }
    return Types.FACTORY.constructParametricType(record, arguments);
  }

  /** Solves a declared type for one of its type parameters, given the actual type. */
  private static @Nullable JavaType binding(Type declared, JavaType given, String parameter) {
    if (declared instanceof java.lang.reflect.TypeVariable<?> variable) {
      return variable.getName().equals(parameter) ? given : null;
    }
    if (declared instanceof java.lang.reflect.WildcardType wildcard) {
      return binding(wildcard.getUpperBounds()[0], given, parameter);
    }
    if (declared instanceof java.lang.reflect.ParameterizedType parameterized) {
      JavaType[] actual = given.findTypeParameters((Class<?>) parameterized.getRawType());
      List<Type> formal = List.of(parameterized.getActualTypeArguments());
      for (int i = 0; actual != null && i < actual.length && i < formal.size(); i++) {
        JavaType found = binding(formal.get(i), actual[i], parameter);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
