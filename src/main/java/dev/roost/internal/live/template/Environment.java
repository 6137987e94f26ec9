package dev.roost.internal.live.template;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the components that a template names, from the class that holds the template. */
public final class Environment {
  private final Lookup lookup;
  private final List<Class<?>> imports;
  private final Function<Object, @Nullable FunctionDefinition> definitions;

  /**
   * @param lookup of the class that holds the template
   * @param imports other classes with function components
   * @param definitions the definition of the value of a static field, or null if that is none
   */
  public Environment(
      Lookup lookup,
      List<Class<?>> imports,
      Function<Object, @Nullable FunctionDefinition> definitions) {
    this.lookup = lookup;
    this.imports = List.copyOf(imports);
    this.definitions = definitions;
  }

  Lookup lookup() {
    return lookup;
  }

  /**
   * The function component of a name: a static field of that name, or of the name as a constant, in
   * the class itself, a class around it, a superclass or an imported class.
   */
  FunctionDefinition function(SourceText source, int offset, String name) {
    int dot = name.lastIndexOf('.');
    List<Class<?>> places =
        dot == 0 ? places() : List.of(type(source, offset, name.substring(0, dot)));
    String field = name.substring(dot + 1);
    List<String> known = new ArrayList<>();
    for (Class<?> place : places) {
      for (Field candidate : place.getDeclaredFields()) {
        if (!Modifier.isStatic(candidate.getModifiers()) || candidate.isSynthetic()) {
          continue;
        }
        boolean matches = simple(candidate.getName()).equals(simple(field));
        Object value =
            matches || candidate.getType().getName().startsWith("dev.roost.live.")
                ? value(candidate)
                : null;
        if (matches && value == null) {
          throw source.error(
              offset,
              "<"
                  + name
                  + ">: "
                  + place.getSimpleName()
                  + "."
                  + candidate.getName()
                  + " is not set yet, or not accessible; declare it before this template");
        }
        FunctionDefinition definition = value == null ? null : definitions.apply(value);
        if (definition != null && matches) {
          return definition;
        }
        if (definition != null) {
          known.add(HtmlRules.lower(candidate.getName()));
        }
      }
    }
    throw source.error(
        offset, "there is no component <" + name + ">" + NearNames.suggestion(field, known));
  }

  private static String simple(String name) {
    return HtmlRules.lower(name.replace("_", ""));
  }

  private @Nullable Object value(Field field) {
    try {
      return lookup.unreflectGetter(field).invoke();
    } catch (Throwable e) {
      return null;
    }
  }

  private List<Class<?>> places() {
    List<Class<?>> places = new ArrayList<>();
    for (Class<?> around = lookup.lookupClass();
        around != null;
        around = around.getEnclosingClass()) {
      for (Class<?> c = around; c != null && c != Object.class; c = c.getSuperclass()) {
        places.add(c);
      }
    }
    places.addAll(imports);
    return places;
  }

  /** The class of a simple name: nested in the template's class, imported, or beside it. */
  Class<?> type(SourceText source, int offset, String name) {
    for (Class<?> place : places()) {
      if (place.getSimpleName().equals(name)) {
        return place;
      }
      for (Class<?> nested : place.getDeclaredClasses()) {
        if (nested.getSimpleName().equals(name)) {
          return nested;
        }
      }
    }
    String packageName = lookup.lookupClass().getPackageName();
    try {
      return lookup.findClass(packageName.isEmpty() ? name : packageName + "." + name);
    } catch (ClassNotFoundException | IllegalAccessException e) {
      throw source.error(
          offset,
          "there is no class "
              + name
              + " in "
              + lookup.lookupClass().getSimpleName()
              + ", in its package or among the imported classes");
    }
  }
}
