package dev.roost.internal.live.template;

import com.fasterxml.jackson.databind.JavaType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of types that a template can name: record components, fields, methods without
 * arguments, properties with a {@code get} or {@code is} method, and the keys of maps. The lookup
 * of the template's class decides what is accessible, so private members of that class are.
 */
final class Members {
  private final Lookup lookup;

  Members(Lookup lookup) {
    this.lookup = lookup;
  }

  /** A member's type, and how it is read. */
  record Member(JavaType type, Getter getter) {}

  /** The member of this name, or null. */
  @Nullable Member find(JavaType owner, String name) {
    JavaType values = Types.mapValues(owner);
    if (values != null) {
      return new Member(values, map -> ((Map<?, ?>) map).get(name));
    }
    if (owner.isArrayType() && name.equals("length")) {
      return new Member(Types.of(int.class), array -> Array.getLength(array));
    }
    List<Class<?>> classes = hierarchy(owner.getRawClass());
    Member found = owner.getRawClass().isRecord() ? method(owner, classes, name) : null;
    if (found == null) {
      found = field(owner, classes, name);
    }
    if (found == null) {
      found = method(owner, classes, name);
    }
    if (found == null) {
      String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
      found = method(owner, classes, "get" + capital);
      if (found == null) {
        found = method(owner, classes, "is" + capital);
      }
    }
    return found;
  }

  private @Nullable Member field(JavaType owner, List<Class<?>> classes, String name) {
    for (Class<?> type : classes) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name) && !field.isSynthetic()) {
          MethodHandle handle = handle(field);
          if (handle != null) {
            return member(owner, type, field.getGenericType(), field.getModifiers(), handle, false);
          }
        }
      }
    }
    return null;
  }

  private @Nullable Member method(JavaType owner, List<Class<?>> classes, String name) {
    for (Class<?> type : classes) {
      for (Method method : type.getDeclaredMethods()) {
        if (isProperty(method) && method.getName().equals(name)) {
          MethodHandle handle = handle(method);
          if (handle != null) {
            return member(
                owner, type, method.getGenericReturnType(), method.getModifiers(), handle, true);
          }
        }
      }
    }
    return null;
  }

  private Member member(
      JavaType owner,
      Class<?> declaring,
      Type type,
      int modifiers,
      MethodHandle handle,
      boolean isMethod) {
    JavaType resolved = Types.ofMember(owner, declaring, type);
    if (Modifier.isStatic(modifiers)) {
      MethodHandle onInstance = MethodHandles.dropArguments(handle, 0, declaring);
      return new Member(resolved, Getter.of(lookup, onInstance, false));
    }
    return new Member(resolved, Getter.of(lookup, handle, isMethod));
  }

  private @Nullable MethodHandle handle(Field field) {
    try {
      return lookup.unreflectGetter(field);
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  private @Nullable MethodHandle handle(Method method) {
    try {
      return lookup.unreflect(method);
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  private static boolean isProperty(Method method) {
    return method.getParameterCount() == 0
        && method.getReturnType() != void.class
        && !method.isSynthetic()
        && (method.getDeclaringClass() != Object.class || method.getName().equals("toString"));
  }

  /** The class, its superclasses, then all its interfaces. */
  private static List<Class<?>> hierarchy(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    Deque<Class<?>> interfaces = new ArrayDeque<>();
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      all.add(c);
      interfaces.addAll(List.of(c.getInterfaces()));
    }
    while (!interfaces.isEmpty()) {
      Class<?> next = interfaces.remove();
      if (all.add(next)) {
        interfaces.addAll(List.of(next.getInterfaces()));
      }
    }
    return List.copyOf(all);
  }

  /** The names that {@link #find} would find, for suggestions. */
  List<String> names(JavaType owner) {
    List<String> names = new ArrayList<>();
    for (Class<?> type : hierarchy(owner.getRawClass())) {
      if (type == Object.class) {
        continue;
      }
      for (Field field : type.getDeclaredFields()) {
        if (!field.isSynthetic() && handle(field) != null) {
          names.add(field.getName());
        }
      }
      for (Method method : type.getDeclaredMethods()) {
        if (isProperty(method) && handle(method) != null) {
          names.add(method.getName());
        }
      }
    }
    names.removeAll(Set.of("hashCode", "toString"));
    return names;
  }

  /** Whether there is a member of this name that the template may not read. */
  boolean isInaccessible(JavaType owner, String name) {
    for (Class<?> type : hierarchy(owner.getRawClass())) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return true;
        }
      }
      for (Method method : type.getDeclaredMethods()) {
        if (isProperty(method) && method.getName().equals(name)) {
          return true;
        }
      }
    }
    return false;
  }
}
