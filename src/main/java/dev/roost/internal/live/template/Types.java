package dev.roost.internal.live.template;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.roost.live.html.LiveStream;
import dev.roost.live.html.Slot;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Types with their parameters resolved. Jackson's type factory does the resolving. */
final class Types {
  static final TypeFactory FACTORY = TypeFactory.defaultInstance();

  private Types() {}

  static JavaType of(Type type) {
    return FACTORY.constructType(type);
  }

  /** The type of a member, as seen through a type that has it. */
  static JavaType ofMember(JavaType owner, Class<?> declaring, Type memberType) {
    JavaType declaringType = owner.findSuperType(declaring);
    return FACTORY.resolveMemberType(
        memberType, (declaringType == null ? owner : declaringType).getBindings());
  }

  static boolean isOptional(JavaType type) {
    return type.hasRawClass(Optional.class);
  }

  /** The type within an {@code Optional}; other types unchanged. */
  static JavaType unwrapped(JavaType type) {
    return isOptional(type) ? parameter(type, Optional.class, 0) : type;
  }

  private static JavaType parameter(JavaType type, Class<?> of, int index) {
    JavaType[] parameters = type.findTypeParameters(of);
    return parameters != null && index < parameters.length
        ? parameters[index]
        : TypeFactory.unknownType();
  }

  /** The element type of a loop over this type, or null if a loop cannot iterate it. */
  static @Nullable JavaType elements(JavaType type) {
    if (type.isArrayType()) {
      return type.getContentType();
    }
    if (type.isTypeOrSubTypeOf(LiveStream.class)) {
      return parameter(type, LiveStream.class, 0);
    }
    if (type.isTypeOrSubTypeOf(Map.class)) {
      return FACTORY.constructParametricType(
          Map.Entry.class, parameter(type, Map.class, 0), parameter(type, Map.class, 1));
    }
    if (type.isTypeOrSubTypeOf(Iterable.class)) {
      return parameter(type, Iterable.class, 0);
    }
    return isOptional(type) ? unwrapped(type) : null;
  }

  static boolean isStream(JavaType type) {
    return type.isTypeOrSubTypeOf(LiveStream.class);
  }

  static boolean isSlot(JavaType type) {
    return type.isTypeOrSubTypeOf(Slot.class);
  }

  /** The values of a map whose keys are strings, or null. */
  static @Nullable JavaType mapValues(JavaType type) {
    if (!type.isTypeOrSubTypeOf(Map.class)) {
      return null;
    }
    Class<?> key = parameter(type, Map.class, 0).getRawClass();
    return key == String.class || key == Object.class ? parameter(type, Map.class, 1) : null;
  }

  static boolean isText(JavaType type) {
    Class<?> raw = type.getRawClass();
    return raw == String.class || isScalar(raw);
  }

  private static boolean isScalar(Class<?> raw) {
    return raw.isPrimitive()
        || raw.isEnum()
        || raw == Integer.class
        || raw == Long.class
        || raw == Boolean.class
        || raw == Double.class
        || raw == Character.class
        || raw == Float.class
        || raw == Short.class
        || raw == Byte.class;
  }

  /**
   * Whether objects of this type cannot change: strings, numbers, enums, dates, and records of
   * such. Lists and maps in a record count as unchanging, for that is what a record says.
   */
  static boolean isValue(JavaType type) {
    return isValue(type, new HashSet<>());
  }

  private static boolean isValue(JavaType type, Set<Class<?>> seen) {
    Class<?> raw = type.getRawClass();
    if (raw == String.class
        || isScalar(raw)
        || raw == UUID.class
        || raw == URI.class
        || raw == BigDecimal.class
        || raw == BigInteger.class
        || Temporal.class.isAssignableFrom(raw)) {
      return true;
    }
    if (type.isTypeOrSubTypeOf(Collection.class) || isOptional(type)) {
      JavaType content = elements(type);
      return content != null && isValue(content, seen);
    }
    if (type.isTypeOrSubTypeOf(Map.class)) {
      return isValue(parameter(type, Map.class, 0), seen)
          && isValue(parameter(type, Map.class, 1), seen);
    }
    if (!raw.isRecord()) {
      return false;
    }
    if (seen.add(raw)) {
      for (RecordComponent component : raw.getRecordComponents()) {
        if (!isValue(ofMember(type, raw, component.getGenericType()), seen)) {
          return false;
        }
      }
    }
    return true;
  }

  static String name(JavaType type) {
    StringBuilder name = new StringBuilder(type.getRawClass().getSimpleName());
    if (type.containedTypeCount() > 0) {
      name.append('<');
      for (int i = 0; i < type.containedTypeCount(); i++) {
        name.append(i == 0 ? "" : ", ").append(name(type.containedType(i)));
      }
      name.append('>');
    }
    return name.toString();
  }
}
