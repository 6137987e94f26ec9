package dev.roost.internal.live.template;

import com.fasterxml.jackson.databind.JavaType;
import dev.roost.internal.live.diff.Expression;
import dev.roost.internal.live.template.Markup.Element;
import dev.roost.live.html.Attributes;
import dev.roost.live.html.Default;
import dev.roost.live.html.RenderException;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles the attributes and slots of a tag into the making of the record that declares them. */
final class RecordCompiler {
  private final SourceText source;
  private final TemplateCompiler compiler;
  private final Lookup lookup;

  /**
   * @param lookup with access to the record's constructor
   */
  RecordCompiler(SourceText source, TemplateCompiler compiler, Lookup lookup) {
    this.source = source;
    this.compiler = compiler;
    this.lookup = lookup;
  }

  Expression compile(Element element, JavaType record, AttributeValues values, Scope scope) {
    Class<?> raw = record.getRawClass();
    SlotCompiler slots = new SlotCompiler(source, compiler, this, element, scope);
    RecordComponent[] components = raw.getRecordComponents();
    Expression[] arguments = new Expression[components.length];
    int rest = -1;
    for (int i = 0; i < components.length; i++) {
      JavaType type = Types.ofMember(record, raw, components[i].getGenericType());
      if (type.hasRawClass(Attributes.class)) {
        rest = i;
      } else {
        arguments[i] = argument(element, components[i], type, values, slots);
      }
    }
    if (rest >= 0) {
      arguments[rest] = attributes(values.takeOthers());
    }
    values.requireAllTaken(Stream.of(components).map(RecordComponent::getName).toList());
    slots.requireAllTaken();
    return instance(raw, arguments, source.place(element.offset()));
  }

  private Expression argument(
      Element element,
      RecordComponent component,
      JavaType type,
      AttributeValues values,
      SlotCompiler slots) {
    String name = component.getName();
    Expression given = slots.take(name, type);
    if (given == null) {
      given = values.take(name, type);
    }
    if (given != null) {
      return given;
    }
    Default byDefault = component.getAnnotation(Default.class);
    if (byDefault != null) {
      Object constant = Conversion.parse(byDefault.value(), type);
      if (constant == null) {
        throw source.error(
            element.offset(),
            "the default \"" + byDefault.value() + "\" of " + name + " is no " + Types.name(type));
      }
      return scope -> constant;
    }
    if (type.hasRawClass(boolean.class)) {
      return scope -> false;
    }
    if (Types.isOptional(type)) {
      return scope -> Optional.empty();
    }
    if (SlotCompiler.isList(type)) {
      return scope -> List.of();
    }
    if (isNullable(component) || Types.isSlot(type)) {
      return scope -> null;
    }
    throw source.error(element.offset(), values.tag() + " needs an attribute or slot " + name);
  }

  private static boolean isNullable(RecordComponent component) {
    return Stream.concat(
            Arrays.stream(component.getAnnotations()),
            Arrays.stream(component.getAnnotatedType().getAnnotations()))
        .map(Annotation::annotationType)
        .anyMatch(type -> type.getSimpleName().equals("Nullable"));
  }

  private static Expression attributes(Map<String, Expression> given) {
    if (given.isEmpty()) {
      return scope -> Attributes.EMPTY;
    }
    return scope -> {
      Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
      given.forEach((name, value) -> attributes.put(name, value.get(scope)));
      return new Attributes(attributes);
    };
  }

  private Expression instance(Class<?> record, Expression[] arguments, String place) {
    MethodHandle constructor;
    try {
      List<Class<?>> types = new ArrayList<>();
      for (RecordComponent component : record.getRecordComponents()) {
        types.add(component.getType());
      }
      constructor =
          lookup
              .findConstructor(record, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, arguments.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "the constructor of " + record.getName() + " is not accessible to " + lookup, e);
    }
    return scope -> {
      @Nullable Object[] values = new @Nullable Object[arguments.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = arguments[i].get(scope);
      }
      try {
        return (Object) constructor.invokeExact(values);
      } catch (RenderException e) {
        throw e;
      } catch (Throwable e) {
        throw new RenderException(
            place + ": " + record.getSimpleName() + " refused its attributes: " + e, e);
      }
    };
  }
}
