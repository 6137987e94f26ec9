package dev.roost.internal.live.template;

import com.fasterxml.jackson.databind.JavaType;
import dev.roost.internal.live.diff.Expression;
import dev.roost.internal.live.diff.StatefulCall;
import dev.roost.internal.live.template.Markup.Element;
import dev.roost.live.html.Attribute;
import dev.roost.live.html.RenderException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles the tag of a stateful component: its id, and the fields that the parent sets. */
final class StatefulCompiler {
  private static final String ID = "id";

  private final SourceText source;
  private final Environment environment;

  StatefulCompiler(SourceText source, Environment environment) {
    this.source = source;
    this.environment = environment;
  }

  /** A field to set before each render. */
  private record Setter(MethodHandle handle, Expression value) {}

  StatefulCall call(Element element, Scope scope) {
    String name = element.name().substring(element.name().lastIndexOf('.') + 1);
    Class<?> type = environment.type(source, element.offset(), name);
    if (!element.children().isEmpty()) {
      throw source.error(element.offset(), "a stateful component takes no content");
    }
    // A component has a state of its own, so the loop around it must keep its rows.
    scope.addRead(0);
    AttributeValues values = new AttributeValues(source, element, scope);
    JavaType idType = values.type(ID);
    if (idType == null) {
      throw source.error(element.offset(), values.tag() + " needs an id");
    }
    List<Field> declared = declared(type);
    boolean hasIdField = declared.stream().anyMatch(field -> field.getName().equals(ID));
    Expression id = new AttributeValues(source, element, scope).take(ID, boxed(idType));
    if (!hasIdField) {
      values.take(ID, boxed(idType));
    }
    List<Setter> setters = new ArrayList<>();
    for (Field field : declared) {
      Expression value = values.take(field.getName(), Types.of(field.getGenericType()));
      if (value != null) {
        setters.add(new Setter(setter(element, field), value));
      } else if (!field.getAnnotation(Attribute.class).optional()) {
        throw source.error(
            element.offset(), values.tag() + " needs an attribute " + field.getName());
      }
    }
    values.requireAllTaken(declared.stream().map(Field::getName).toList());
    String place = source.place(element.offset());
    return new StatefulCall(
        type,
        id == null ? s -> "" : id,
        (component, s) -> setters.forEach(setter -> set(setter, component, s, place)));
  }

  private static JavaType boxed(JavaType type) {
    return type.isPrimitive() ? Types.of(Object.class) : type;
  }

  private static List<Field> declared(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (field.isAnnotationPresent(Attribute.class)) {
          fields.add(field);
        }
      }
    }
    return fields;
  }

  private MethodHandle setter(Element element, Field field) {
    try {
      return environment
          .lookup()
          .unreflectSetter(field)
          .asType(MethodType.methodType(void.class, Object.class, Object.class));
    } catch (IllegalAccessException e) {
      throw source.error(
          element.offset(),
          "field "
              + field.getName()
              + " of "
              + field.getDeclaringClass().getSimpleName()
              + " is final, or private to another class");
    }
  }

  private static void set(Setter setter, Object component, @Nullable Object[] scope, String place) {
    Object value = setter.value().get(scope);
    try {
      setter.handle().invokeExact(component, value);
    } catch (Throwable e) {
      throw new RenderException(place + ": an attribute could not be set: " + e, e);
    }
  }
}
