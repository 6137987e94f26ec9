package dev.roost.internal.json;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which components of a record a payload must have: all, but those that are annotated {@code
 * Nullable}, by whichever library, or are an {@code Optional}.
 */
public final class RecordRules {
  private static final Set<Class<?>> OPTIONALS =
      Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

  private RecordRules() {}

  /**
   * The component that a constructor's parameter is for.
   *
   * @param parameters how many the constructor has
   * @return null if the class is no record, or the constructor is not the canonical one
   */
  public static @Nullable RecordComponent component(Class<?> owner, int parameters, int index) {
    if (!owner.isRecord()) {
      return null;
    }
    RecordComponent[] components = owner.getRecordComponents();
    return parameters == components.length ? components[index] : null;
  }

  /** Whether it must be there and not be null. */
  public static boolean isRequired(RecordComponent component) {
    return !OPTIONALS.contains(component.getType())
        && !isNullable(component)
        && !isNullable(component.getAnnotatedType());
  }

  private static boolean isNullable(AnnotatedElement element) {
    for (Annotation annotation : element.getAnnotations()) {
      if (annotation.annotationType().getSimpleName().equals("Nullable")) {
        return true;
      }
    }
    return false;
  }
}
